import type { Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../config/runProgram";
import { createCluster, createErrorFromCode, type KafkajsCluster, type KafkajsError, produce } from "./kafkajsCluster";
import { partitionOf } from "./partition";
import type { OutgoingRecord, RecordProducer } from "./producer";
import { encodeRecordBatch, mostBytes } from "./recordBatch";

/** Below the 1 MiB that brokers accept for a batch by default. */
const MOST_BATCH_BYTES = 900_000;
/** kafkajs tries again inside a call for as long as a broker is away: a call this old, ms, means that it is. */
const SILENCE_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const DUPLICATE_SEQUENCE_NUMBER = 46;
/** The broker no longer knows this producer: OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH, UNKNOWN_PRODUCER_ID. */
const FORGOTTEN = new Set([45, 47, 59]);
const UNKNOWN_TOPIC_OR_PARTITION = 3;

interface Batch {
  partition: number;
  records: OutgoingRecord[];
  bytes: Buffer;
}

/**
 * An idempotent producer with acks from all in-sync replicas. Each partition has one batch under way at most, and a
 * batch is sent again byte for byte until a broker has it: nothing is lost, doubled or reordered by a failure.
 */
export function createIdempotentProducer(kafka: Kafka, log: Logger): RecordProducer {
  const cluster = createCluster(kafka);
  const sequences = new Map<string, number>();
  let identity: { producerId: bigint; producerEpoch: number } | undefined;
  let trouble: string | undefined = "not connected yet";
  let closed = false;

  const takeIdentity = async () => {
    await cluster.refreshMetadata();
    const broker = await cluster.findControllerBroker();
    const { producerId, producerEpoch } = await broker.initProducerId({ transactionTimeout: 60_000 });
    identity = { producerId: BigInt(producerId), producerEpoch };
    sequences.clear();
  };

  /** Runs `attempt` until it succeeds; a pause between, a line in the log for each failure. */
  const untilDone = async <T>(waiting: string, attempt: () => Promise<T>): Promise<T> => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const silence = setTimeout(() => {
        if (trouble === undefined) log.warn(`Kafka does not answer, ${waiting}`);
        trouble ??= `no answer for ${SILENCE_MS / 1000} s`;
      }, SILENCE_MS);
      try {
        const result = await attempt();
        if (trouble !== undefined) log.info(`connected to Kafka${trouble.startsWith("not") ? "" : " again"}`);
        trouble = undefined;
        return result;
      } catch (caught) {
        const error = caught as KafkajsError;
        if (error instanceof UserError || error.retriable === false) throw new UserError(`Kafka: ${error.message}`);
        if (closed) throw new UserError(`Kafka: closed while ${waiting}: ${error.message}`);
        trouble = error.message;
        log.warn({ retryInMs: pauseMs }, `Kafka is not available, ${waiting}: ${error.message}`);
        if (error.host !== undefined && error.port !== undefined) {
          cluster.removeBroker({ host: error.host, port: error.port });
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      } finally {
        clearTimeout(silence);
      }
    }
  };

  const encode = (topic: string, partition: number, records: OutgoingRecord[]): Batch => {
    if (identity === undefined) throw new Error("send before connect");
    const firstSequence = sequences.get(`${topic}/${partition}`) ?? 0;
    return { partition, records, bytes: encodeRecordBatch(records, { ...identity, firstSequence }) };
  };

  const sendRound = async (topic: string, round: Map<number, OutgoingRecord[]>) => {
    let left = [...round].map(([partition, records]) => encode(topic, partition, records));
    const count = left.reduce((sum, { records }) => sum + records.length, 0);
    await untilDone(`${count} records for ${JSON.stringify(topic)} wait`, async () => {
      if (trouble !== undefined) await cluster.refreshMetadata();
      if (identity === undefined) {
        await takeIdentity();
        left = left.map(({ partition, records }) => encode(topic, partition, records));
      }
      const outcomes = await sendToLeaders(cluster, topic, left);
      const failed: KafkajsError[] = [];
      left = left.filter((batch) => {
        const outcome = outcomes.get(batch.partition);
        if (outcome === 0 || outcome === DUPLICATE_SEQUENCE_NUMBER) {
          const key = `${topic}/${batch.partition}`;
          // Kafka counts on from 0 after the largest int32.
          sequences.set(key, ((sequences.get(key) ?? 0) + batch.records.length) % 0x8000_0000);
          return false;
        }
        failed.push(typeof outcome === "number" ? errorOf(outcome, topic) : (outcome ?? new Error("no response")));
        if (typeof outcome === "number" && FORGOTTEN.has(outcome)) identity = undefined;
        return true;
      });
      if (failed.length > 0) throw failed.find(({ retriable }) => retriable === false) ?? failed[0];
    });
  };

  return {
    connect: () =>
      untilDone("connecting", async () => {
        await cluster.connect();
        await takeIdentity();
      }),
    async send(topic, records) {
      const waiting = `waiting for topic ${JSON.stringify(topic)} to be there`;
      await untilDone(waiting, () => cluster.addTargetTopic(topic));
      const partitions = await untilDone(waiting, async () => {
        await cluster.refreshMetadataIfNecessary();
        return cluster.findTopicPartitionMetadata(topic).length;
      });
      for (const round of rounds(records, partitions)) await sendRound(topic, round);
    },
    notReady: () => trouble,
    async close() {
      closed = true;
      await cluster.disconnect();
    },
  };
}

/** Each batch's error code, or the error that kept it from having one. All answers are awaited, the bad news too. */
async function sendToLeaders(
  cluster: KafkajsCluster,
  topic: string,
  batches: Batch[],
): Promise<Map<number, number | KafkajsError>> {
  const leaders = new Map(cluster.findTopicPartitionMetadata(topic).map((entry) => [entry.partitionId, entry.leader]));
  const byLeader = new Map<number, Batch[]>();
  for (const batch of batches) {
    const leader = leaders.get(batch.partition) ?? -1;
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), batch]);
  }
  const outcomes = new Map<number, number | KafkajsError>();
  await Promise.all(
    [...byLeader].map(async ([nodeId, own]) => {
      try {
        const { topics } = await produce(await cluster.findBroker({ nodeId }), topic, own);
        for (const { partition, errorCode } of topics[0].partitions) outcomes.set(partition, errorCode);
      } catch (error) {
        for (const { partition } of own) outcomes.set(partition, error as KafkajsError);
      }
    }),
  );
  return outcomes;
}

/** Cuts records into rounds of one batch a partition, none too large, the order within a partition kept. */
function* rounds(records: OutgoingRecord[], partitions: number): Generator<Map<number, OutgoingRecord[]>> {
  let round = new Map<number, OutgoingRecord[]>();
  let bytes = 0;
  for (const record of records) {
    const size = mostBytes(record);
    if (bytes + size > MOST_BATCH_BYTES && bytes > 0) {
      yield round;
      round = new Map();
      bytes = 0;
    }
    bytes += size;
    const partition = partitionOf(record.key, partitions);
    const batch = round.get(partition);
    if (batch === undefined) round.set(partition, [record]);
    else batch.push(record);
  }
  if (round.size > 0) yield round;
}

function errorOf(code: number, topic: string): KafkajsError {
  const error = createErrorFromCode(code);
  if (FORGOTTEN.has(code)) error.retriable = true;
  if (code === UNKNOWN_TOPIC_OR_PARTITION) error.message = `topic ${JSON.stringify(topic)} is not there`;
  return error;
}
