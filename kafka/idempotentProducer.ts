import type { Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../config/runProgram";
import { createCluster, createErrorFromCode, type KafkajsError } from "./kafkajsCluster";
import { byLeader, sendToLeaders } from "./leaders";
import { partitionOf } from "./partition";
import type { OutgoingRecord, RecordProducer } from "./producer";
import { type BatchOrigin, encodeRecordBatch, mostBytes } from "./recordBatch";
import { endOffsets, isWritten } from "./writtenBatches";
import { isWrongPassword } from "./wrongPassword";

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
const TOPIC_AUTHORIZATION_FAILED = 29;
/** Faults of this program, which no second attempt mends. */
const FAULTS = new Set(["TypeError", "RangeError", "ReferenceError"]);

interface Batch {
  partition: number;
  records: OutgoingRecord[];
  origin: BatchOrigin;
  bytes: Buffer;
}

/**
 * An idempotent producer with acks from all in-sync replicas. Each partition has one batch under way at most, and a
 * batch is sent again byte for byte until a broker has it: nothing is lost, doubled or reordered by a failure. Brokers
 * forget a producer a day after the time of its latest records (`producer.id.expiration.ms`), so one that restarts
 * takes a batch of last year a second time: before a batch is sent again, the partition is read from where it would be.
 */
export function createIdempotentProducer(kafka: Kafka, log: Logger): RecordProducer {
  const cluster = createCluster(kafka);
  const sequences = new Map<string, number>();
  /** An offset that the next batch of a partition cannot lie before. */
  const ends = new Map<string, bigint>();
  let mayRead = true;
  let identity: { producerId: bigint; producerEpoch: number } | undefined;
  let trouble: string | undefined = "not connected yet";
  let closed = false;
  let loggedIn = false;

  const takeIdentity = async () => {
    await cluster.refreshMetadata();
    const broker = await cluster.findControllerBroker();
    const { producerId, producerEpoch } = await broker.initProducerId({ transactionTimeout: 60_000 });
    identity = { producerId: BigInt(producerId), producerEpoch };
    sequences.clear();
    loggedIn = true;
  };

  /** Runs `attempt` until it succeeds; a pause between, a line in the log for each failure. Only Kafka's failures pass. */
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
        if (FAULTS.has(error.name)) throw error;
        const mayMend = error.retriable !== false || (loggedIn && isWrongPassword(error));
        if (error instanceof UserError || !mayMend) throw new UserError(`Kafka: ${error.message}`);
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
    const origin = { ...identity, firstSequence: sequences.get(`${topic}/${partition}`) ?? 0 };
    return { partition, records, origin, bytes: encodeRecordBatch(records, origin) };
  };

  const findEnds = async (topic: string, partitions: number[]) => {
    const unknown = partitions
      .filter((partition) => !ends.has(`${topic}/${partition}`))
      .map((partition) => ({ partition }));
    if (unknown.length === 0) return;
    await untilDone(`asking where ${JSON.stringify(topic)} ends`, async () => {
      if (trouble !== undefined) await cluster.refreshMetadata();
      for (const [nodeId, own] of byLeader(cluster, topic, unknown)) {
        const leader = await cluster.findBroker({ nodeId });
        const found = await endOffsets(leader, topic, own);
        for (const [partition, end] of found) ends.set(`${topic}/${partition}`, end);
      }
    });
  };

  /** Kafka counts on from 0 after the largest int32. */
  const countOn = (topic: string, { partition, records }: Batch) => {
    const key = `${topic}/${partition}`;
    sequences.set(key, ((sequences.get(key) ?? 0) + records.length) % 0x8000_0000);
  };

  const withoutWritten = async (topic: string, batches: Batch[]): Promise<Batch[]> => {
    const left: Batch[] = [];
    for (const [nodeId, own] of byLeader(cluster, topic, batches)) {
      const leader = await cluster.findBroker({ nodeId });
      for (const batch of own) {
        const { partition, origin } = batch;
        const from = ends.get(`${topic}/${partition}`) ?? 0n;
        if (!(await isWritten(leader, { topic, partition, origin }, from))) left.push(batch);
      }
    }
    for (const batch of batches) if (!left.includes(batch)) countOn(topic, batch);
    return left;
  };

  /** The batches that no failed attempt has written. */
  const stillToSend = async (topic: string, batches: Batch[]): Promise<Batch[]> => {
    if (!mayRead) return batches;
    try {
      return await withoutWritten(topic, batches);
    } catch (error) {
      if ((error as KafkajsError).code !== TOPIC_AUTHORIZATION_FAILED) throw error;
      mayRead = false;
      log.warn(
        `not allowed to read ${JSON.stringify(topic)}: records older than a day may be in it twice ` +
          "after a broker's restart; the operation READ on the topic would keep them single",
      );
      return batches;
    }
  };

  const sendRound = async (topic: string, round: Map<number, OutgoingRecord[]>) => {
    await findEnds(topic, [...round.keys()]);
    let left = [...round].map(([partition, records]) => encode(topic, partition, records));
    const count = left.reduce((sum, { records }) => sum + records.length, 0);
    let again = false;
    await untilDone(`${count} records for ${JSON.stringify(topic)} wait`, async () => {
      if (trouble !== undefined) await cluster.refreshMetadata();
      if (again) left = await stillToSend(topic, left);
      again = true;
      if (identity === undefined) {
        await takeIdentity();
        left = left.map(({ partition, records }) => encode(topic, partition, records));
      }
      const outcomes = await sendToLeaders(cluster, topic, left);
      const failed: KafkajsError[] = [];
      left = left.filter((batch) => {
        const outcome = outcomes.get(batch.partition) ?? new Error("no response");
        if (outcome instanceof Error) {
          failed.push(outcome);
          return true;
        }
        const { errorCode, baseOffset } = outcome;
        if (errorCode === 0 || errorCode === DUPLICATE_SEQUENCE_NUMBER) {
          countOn(topic, batch);
          const first = BigInt(baseOffset);
          if (first >= 0n) ends.set(`${topic}/${batch.partition}`, first + BigInt(batch.records.length));
          return false;
        }
        failed.push(errorOf(errorCode, topic));
        if (FORGOTTEN.has(errorCode)) identity = undefined;
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
