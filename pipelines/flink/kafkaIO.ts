import type { KV } from "apache-beam/values";
import { BytesCoder, beam, KVCoder, withCoder } from "../../transforms/beam";
import type { OutputRecord } from "../../transforms/toKafkaRecords";
import { externalTransform } from "./externalTransform";
import type { JavaClientSettings } from "./javaClientSettings";

/** A Kafka record; Kafka allows both parts to be missing. */
export type KafkaRecord = KV<Uint8Array | null, Uint8Array | null>;

export interface ReadFromKafka {
  /** HOST:PORT of Beam's Java expansion service. */
  expansionService: string;
  topics: string[];
  /** Any setting of a Java consumer; needs `bootstrap.servers` and `group.id`. */
  consumer: JavaClientSettings;
  /** Where a partition starts that has neither a checkpoint nor a committed offset of the group. */
  startAt: "earliest" | "latest";
  /** Commits what a finished checkpoint covers, so that the group's lag can be watched. A restart uses the checkpoint. */
  commitOffsets: boolean;
  /** How long one poll of an idle topic waits, in seconds; Beam's own default is 2. */
  pollTimeoutSeconds?: number;
}

export interface WriteToKafka {
  expansionService: string;
  topic: string;
  /** Any setting of a Java producer; needs `bootstrap.servers`. */
  producer: JavaClientSettings;
}

const BYTES = "org.apache.kafka.common.serialization.ByteArray";

/**
 * The settings of the consumer. Read from another language, KafkaIO leaves its auto-commit on: positions that no
 * checkpoint covered were committed, and a job that failed before its first checkpoint went on behind them.
 */
export function consumerConfig({ startAt, consumer }: Pick<ReadFromKafka, "startAt" | "consumer">): JavaClientSettings {
  return { "auto.offset.reset": startAt, ...consumer, "enable.auto.commit": "false" };
}

/** Every record of some topics, with the record's own timestamp (CreateTime) as event time. */
export function readFromKafka(read: ReadFromKafka) {
  return externalTransform<beam.Root, beam.PCollection<KafkaRecord>>(
    "beam:transform:org.apache.beam:kafka_read_without_metadata:v1",
    {
      topics: read.topics,
      consumer_config: consumerConfig(read),
      key_deserializer: `${BYTES}Deserializer`,
      value_deserializer: `${BYTES}Deserializer`,
      timestamp_policy: "CreateTime",
      commit_offset_in_finalize: read.commitOffsets,
      consumer_polling_timeout: read.pollTimeoutSeconds,
    },
    read.expansionService,
  );
}

// What is written survives the loss of a broker, and no retry of the producer writes twice. A restart of the job does:
// consumers take the newest revision of each alert id. gzip, since every client can read it: kafkajs has no other codec.
const SAFE_PRODUCER = { acks: "all", "enable.idempotence": "true", "compression.type": "gzip" };

/** Writes records by their key: the newest record of a key stays when the topic is compacted. */
export function writeToKafka(write: WriteToKafka) {
  const toKafka = externalTransform<beam.PCollection<OutputRecord>, beam.PCollection<never>>(
    "beam:transform:org.apache.beam:kafka_write:v1",
    {
      topic: write.topic,
      producer_config: { ...SAFE_PRODUCER, ...write.producer },
      key_serializer: `${BYTES}Serializer`,
      value_serializer: `${BYTES}Serializer`,
    },
    write.expansionService,
  );
  return beam.withName(`writeToKafka ${write.topic}`, (records: beam.PCollection<OutputRecord>) =>
    records
      .apply(beam.withName("asBytes", withCoder<OutputRecord>(new KVCoder(new BytesCoder(), new BytesCoder()))))
      .applyAsync(beam.withName("produce", toKafka)),
  );
}
