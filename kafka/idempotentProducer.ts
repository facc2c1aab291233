import type { Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../config/runProgram";
import { createCluster, createErrorFromCode, type KafkajsError } from "./kafkajsCluster";
import { byLeader, sendToLeaders } from "./leaders";
import type { OutgoingRecord, RecordProducer } from "./producer";
import { type BatchOrigin, encodeRecordBatch } from "./recordBatch";
import { rounds } from "./rounds";
import { endOffsets, isWritten } from "./writtenBatches";
import { isWrongPassword } from "./wrongPassword";

/** kafkajs tries again inside a call for as long as a broker is away: a call this old, ms, means that it is. */
const SILENCE_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const NOT_CONNECTED = "not connected yet";
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
 * A topic that is made anew with fewer partitions takes its old one with it: what has no partition any more is placed
 * in those that there are.
 */
export function createIdempotentProducer(kafka: Kafka, log: Logger): RecordProducer {
  const cluster = createCluster(kafka);
  const sequences = new Map<string, number>();
  /** An offset that the next batch of a partition cannot lie before. */
  const ends = new Map<string, bigint>();
  let mayRead = true;
  let identity: { producerId: bigint; producerEpoch: number } | undefined;
  let trouble: string | undefined = NOT_CONNECTED;
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
        if (trouble !== undefined)
          log.info(trouble === NOT_CONNECTED ? "connected to Kafka" : "connected to Kafka again");
        trouble = undefined;
        return result;
      } catch (caught) {
        const error = caught as KafkajsError;
        if (FAULTS.has(error.name)) throw error;
        const mayMend = error.retriable !== false || (loggedIn && isWrongPassword(error));
        if (error instanceof UserError || !mayMend) throw new UserError(`Kafka: ${error.message}`);
        if (closed) throw new UserError(`Kafka: closed while ${waiting}: ${error.message}`);
        const isTopicGone = error.code === UNKNOWN_TOPIC_OR_PARTITION;
        trouble = isTopicGone ? "the topic is not there" : error.message;
        log.warn({ retryInMs: pauseMs }, `${isTopicGone ? "" : "Kafka is not available, "}${waiting}: ${trouble}`);
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

  const findEnds = async (topic: string, batches: Batch[]) => {
    const unknown = batches.filter(({ partition }) => !ends.has(`${topic}/${partition}`));
    for (const [nodeId, own] of byLeader(cluster, topic, unknown)) {
      const leader = await cluster.findBroker({ nodeId });
      const found = await endOffsets(leader, topic, own);
      for (const [partition, end] of found) ends.set(`${topic}/${partition}`, end);
    }
  };

  const partitionsOf = (topic: string) => {
    const { length } = cluster.findTopicPartitionMetadata(topic);
    if (length === 0) throw createErrorFromCode(UNKNOWN_TOPIC_OR_PARTITION);
    return length;
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

  /** Sends batches; resolves with the records whose partitions are gone, in the order of each key. */
  const sendRound = async (topic: string, round: Map<number, OutgoingRecord[]>): Promise<OutgoingRecord[]> => {
    let left = [...round].map(([partition, records]) => encode(topic, partition, records));
    const count = left.reduce((sum, { records }) => sum + records.length, 0);
    const homeless: OutgoingRecord[] = [];
    let again = false;
    await untilDone(`${count} records for ${JSON.stringify(topic)} wait`, async () => {
      if (trouble !== undefined) await cluster.refreshMetadata();
      const partitions = partitionsOf(topic);
      homeless.push(...left.filter(({ partition }) => partition >= partitions).flatMap(({ records }) => records));
      left = left.filter(({ partition }) => partition < partitions);
      if (again) left = await stillToSend(topic, left);
      else await findEnds(topic, left);
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
        failed.push(errorOf(errorCode));
        if (FORGOTTEN.has(errorCode)) identity = undefined;
        return true;
      });
      if (failed.length > 0) throw failed.find(({ retriable }) => retriable === false) ?? failed[0];
    });
    return homeless;
  };

  /** Sends records until the partitions of their topic change; resolves with those that are left then. */
  const sendPlaced = async (topic: string, records: OutgoingRecord[]): Promise<OutgoingRecord[]> => {
    const partitions = await untilDone(`waiting for topic ${JSON.stringify(topic)} to be there`, async () => {
      if (trouble === undefined) await cluster.refreshMetadataIfNecessary();
      else await cluster.refreshMetadata();
      return partitionsOf(topic);
    });
    for (const { batches, end } of rounds(records, partitions)) {
      const homeless = await sendRound(topic, batches);
      const now = partitionsOf(topic);
      if (now === partitions) continue;
      const left = [...homeless, ...records.slice(end)];
      log.warn(
        `topic ${JSON.stringify(topic)} has ${now} partitions now, it had ${partitions}: ${left.length} records are placed anew`,
      );
      return left;
    }
    return [];
  };

  return {
    connect: () =>
      untilDone("connecting", async () => {
        await cluster.connect();
        await takeIdentity();
      }),
    async send(topic, records) {
      await untilDone(`waiting for topic ${JSON.stringify(topic)} to be there`, () => cluster.addTargetTopic(topic));
      for (let left = records; left.length > 0; ) left = await sendPlaced(topic, left);
    },
    notReady: () => trouble,
    async close() {
      closed = true;
      await cluster.disconnect();
    },
  };
}

function errorOf(code: number): KafkajsError {
  const error = createErrorFromCode(code);
  if (FORGOTTEN.has(code)) error.retriable = true;
  return error;
}
