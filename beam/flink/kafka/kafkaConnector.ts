import type { beam } from "../../sdk";
import type { StateStamp } from "../state/stateStamp";
import { type PaymentTime, type RulesBeside, readRecords, writeRecords } from "./flinkKafka";
import { readFromKafka, writeToKafka } from "./kafkaIO";
import type { InputRecord, JavaClientSettings, OutputRecord } from "./records";

/** The way in and out of Kafka. */
export interface KafkaConnector {
  /** `rules`: for `flink` only. */
  read(topic: string, rules?: RulesBeside): (root: beam.Root) => Promise<beam.PCollection<InputRecord>>;
  write(
    topic: string,
    more?: MoreToWrite,
  ): (records: beam.PCollection<OutputRecord>) => Promise<Record<string, never> | beam.PCollection<never>>;
}

export interface MoreToWrite {
  /** What is written into the job's state; on one of its topics. */
  stamp?: StateStamp;
  /** What every record has beside key and value; for `flink` only. */
  headers?: Record<string, string>;
}

export interface ConnectorSettings {
  kafkaConnector: "flink" | "beam";
  /** HOST:PORT of Beam's Java expansion service, for `beam`. */
  expansionService: string;
  /** Settings of the Java clients. */
  consumer: JavaClientSettings;
  producer: JavaClientSettings;
  /** Where a partition starts that has neither a checkpoint, nor a start offset, nor a committed offset of the group. */
  startAt: "earliest" | "latest";
  /** Where partitions start without a checkpoint, as `topic-partition`; for `flink` only. */
  startOffsets?: Record<string, number>;
  /** Where reading ends, exclusive, as `topic-partition`, for a job that ends by itself; for `flink` only. */
  stopOffsets?: Record<string, number>;
  /** How far the watermark stays behind the newest record of a partition; for `flink` only. */
  disorderMs?: number;
  /** Where payments say their time, in place of the records' own timestamps; for `flink` only. */
  time?: PaymentTime;
  /** How far a record's time may lie ahead of the clock. */
  maxFutureSkewMs: number;
  /** Of a longer value only so many bytes come, with its length; `beam` hands over all. */
  maxValueBytes?: number;
}

// What is written survives the loss of a broker, and no retry of the producer writes twice. A restart of the job does:
// consumers take the newest record of each key. Nothing is compressed, as a topic's compression.type=uncompressed would have
// brokers take it apart again; for another topic `producer` sets what is wanted.
const SAFE_PRODUCER = { acks: "all", "enable.idempotence": "true", "compression.type": "none" };

const IDLE_AFTER_MS = 1_000;

// One record of the largest size that brokers take by default, and few of them at a time: consumers keep what they fetched
// on the TaskManager's heap, each source instance for itself. Kafka's own limit for all partitions is 50 MB.
const SMALL_FETCHES = { "max.partition.fetch.bytes": "1048576", "fetch.max.bytes": "16777216" };

// Flink's own is 5 minutes: what a partition that was added got until then would be too late.
const FIND_PARTITIONS = { "partition.discovery.interval.ms": "10000" };

/** Flink's own connector or Beam's KafkaIO, by `kafkaConnector`. */
export function createKafkaConnector(settings: ConnectorSettings): KafkaConnector {
  const { expansionService, maxFutureSkewMs, maxValueBytes } = settings;
  const consumer = consumerConfig(settings);
  const producer = { ...SAFE_PRODUCER, ...settings.producer };
  if (settings.kafkaConnector === "beam") {
    return {
      read: (topic) => (root) =>
        root.applyAsync(readFromKafka({ expansionService, topics: [topic], consumer, commitOffsets: true })),
      write: (topic, more) => (records) =>
        records.applyAsync(writeToKafka({ expansionService, topic, producer, stamp: more?.stamp })),
    };
  }
  return {
    read: (topic, rules) => async (root) =>
      root.apply(
        readRecords({
          topics: [topic],
          consumer: { ...FIND_PARTITIONS, ...consumer },
          startAt: consumer["auto.offset.reset"],
          startOffsets: settings.startOffsets,
          stopOffsets: settings.stopOffsets,
          disorderMs: settings.disorderMs,
          time: settings.time,
          idleAfterMs: IDLE_AFTER_MS,
          maxFutureSkewMs,
          maxValueBytes,
          rules,
        }),
      ),
    write: (topic, more) => async (records) =>
      records.apply(writeRecords({ topic, producer, headers: more?.headers }, more?.stamp)),
  };
}

/**
 * The settings of the consumer. Read from another language, KafkaIO leaves its auto-commit on: positions that no
 * checkpoint covered were committed, and a job that failed before its first checkpoint went on behind them.
 */
export function consumerConfig({
  startAt,
  consumer,
}: Pick<ConnectorSettings, "startAt" | "consumer">): JavaClientSettings {
  return { "auto.offset.reset": startAt, ...SMALL_FETCHES, ...consumer, "enable.auto.commit": "false" };
}
