import type { Kafka } from "kafkajs";
import {
  createErrorFromCode,
  type FetchedRecord,
  type KafkajsBroker,
  type KafkajsCluster,
} from "../../kafka/kafkajsCluster";

const Decoder = require("kafkajs/src/protocol/decoder");
const decodeBatch = require("kafkajs/src/protocol/recordBatch/v0/decoder");

const DUPLICATE = 46;
const OUT_OF_ORDER = 45;
const FORBIDDEN = 29;
const NOT_THERE = 3;

/** What happens to a produce request: it arrives or not, and so does its answer. */
export type Fate = "arrives" | "lost" | "answer lost" | "producers forgotten" | "answer lost, producers forgotten";

interface Written extends Omit<FetchedRecord, "value" | "timestamp"> {
  value: string;
}

/** One broker with one topic, as far as an idempotent producer sees it. `nextFate` decides each produce request's. */
export function createFakeBroker(partitions: number, nextFate: () => Fate, mayRead = true) {
  let logs: Written[][] = Array.from({ length: partitions }, () => []);
  /** What the client knows of the topic. */
  let known = partitions;
  /** The next sequence number by producer and partition, as brokers remember it. */
  const sequences = new Map<string, number>();
  let producers = 0;

  async function write(bytes: Buffer, partition: number): Promise<{ errorCode: number; baseOffset: string }> {
    if (logs[partition] === undefined) return { errorCode: NOT_THERE, baseOffset: "-1" };
    const batch = await decodeBatch(new Decoder(bytes));
    const key = `${batch.producerId}/${partition}`;
    const next = sequences.get(key);
    if (next !== undefined && batch.firstSequence < next) return { errorCode: DUPLICATE, baseOffset: "-1" };
    if (next !== undefined && batch.firstSequence > next) return { errorCode: OUT_OF_ORDER, baseOffset: "-1" };
    const baseOffset = String(logs[partition].length);
    for (const { value } of batch.records) {
      const { producerId, producerEpoch, firstSequence } = batch;
      const offset = String(logs[partition].length);
      logs[partition].push({
        offset,
        value: value.toString(),
        batchContext: { producerId, producerEpoch, firstSequence },
      });
    }
    sequences.set(key, batch.firstSequence + batch.records.length);
    return { errorCode: 0, baseOffset };
  }

  const broker = {
    nodeId: 1,
    initProducerId: async () => ({ producerId: String(++producers), producerEpoch: 0 }),
    connectionPool: {
      async send({ request }: { request: { encode: () => Promise<{ buffer: Buffer }> } }) {
        const fate = nextFate();
        if (fate.includes("forgotten") && !fate.startsWith("answer")) sequences.clear();
        if (fate === "lost") throw new Error("connection closed before");
        const answers = [];
        for (const { partition, bytes } of batchesIn((await request.encode()).buffer)) {
          answers.push({ partition, ...(await write(bytes, partition)) });
        }
        if (fate === "answer lost, producers forgotten") sequences.clear();
        if (fate.startsWith("answer lost")) throw new Error("connection closed after");
        return { topics: [{ topicName: "t", partitions: answers }] };
      },
    },
    async listOffsets({ topics }: Parameters<KafkajsBroker["listOffsets"]>[0]) {
      if (topics[0].partitions.some(({ partition }) => logs[partition] === undefined)) {
        throw createErrorFromCode(NOT_THERE);
      }
      const found = topics[0].partitions.map(({ partition, timestamp }) => ({
        partition,
        offset: timestamp === "-1" ? String(logs[partition].length) : "0",
      }));
      return { responses: [{ partitions: found }] };
    },
    async fetch({ topics }: Parameters<KafkajsBroker["fetch"]>[0]) {
      if (!mayRead) throw createErrorFromCode(FORBIDDEN);
      const [{ partition, fetchOffset }] = topics[0].partitions;
      // Few at a time, so that finding a batch takes several requests.
      const messages = logs[partition].slice(Number(fetchOffset), Number(fetchOffset) + 3);
      return { responses: [{ partitions: [{ messages }] }] };
    },
  };
  const cluster: Partial<KafkajsCluster> = {
    connect: async () => {},
    disconnect: async () => {},
    addTargetTopic: async () => {},
    async refreshMetadata() {
      known = logs.length;
      if (known === 0) throw createErrorFromCode(NOT_THERE);
    },
    refreshMetadataIfNecessary: async () => {},
    removeBroker: () => {},
    findControllerBroker: async () => broker as unknown as KafkajsBroker,
    async findBroker({ nodeId }) {
      if (nodeId < 0) throw new Error(`Broker ${nodeId} not found in the cached metadata`);
      return broker as unknown as KafkajsBroker;
    },
    findTopicPartitionMetadata: () => Array.from({ length: known }, (_, partitionId) => ({ partitionId, leader: 1 })),
  };
  return {
    kafka: { [Symbol("private:Kafka:createCluster")]: () => cluster } as unknown as Kafka,
    /** The values of each partition. */
    values: () => logs.map((log) => log.map(({ value }) => value)),
    /** Deletes the topic and makes it anew with so many partitions; 0: it stays away. */
    remake(count: number) {
      logs = Array.from({ length: count }, () => []);
      sequences.clear();
    },
    /** Puts a record of another producer at the end of a partition. */
    writeForeign(partition: number, value: string) {
      const batchContext = { producerId: "-1", producerEpoch: -1, firstSequence: -1 };
      logs[partition].push({ offset: String(logs[partition].length), value, batchContext });
    },
  };
}

/** The batches of a produce request, version 7. */
function batchesIn(request: Buffer): { partition: number; bytes: Buffer }[] {
  let at = 2 + 2 + 4 + 4; // transactional id, acks, timeout, one topic
  at += 2 + request.readInt16BE(at);
  const count = request.readInt32BE(at);
  at += 4;
  return Array.from({ length: count }, () => {
    const partition = request.readInt32BE(at);
    const end = at + 8 + request.readInt32BE(at + 4);
    const bytes = request.subarray(at + 8, end);
    at = end;
    return { partition, bytes };
  });
}
