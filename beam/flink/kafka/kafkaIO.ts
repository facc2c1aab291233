import type { KV } from "apache-beam/values";
import { BytesCoder, beam, KVCoder, withCoder } from "../../sdk";
import { type StateStamp, stamped } from "../state/stateStamp";
import { externalTransform } from "../submit/externalTransform";
import type { JavaClientSettings, OutputRecord } from "./records";

/** A Kafka record; Kafka allows both parts to be missing. */
export type KafkaRecord = KV<Uint8Array | null, Uint8Array | null>;

export interface ReadFromKafka {
  /** HOST:PORT of Beam's Java expansion service. */
  expansionService: string;
  topics: string[];
  /** Any setting of a Java consumer; needs `bootstrap.servers` and `group.id`. */
  consumer: JavaClientSettings;
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
  /** Goes into the job's state. */
  stamp?: StateStamp;
}

const BYTES = "org.apache.kafka.common.serialization.ByteArray";

/** Every record of some topics, with the record's own timestamp (CreateTime) as event time. */
export function readFromKafka(read: ReadFromKafka) {
  return externalTransform<beam.Root, beam.PCollection<KafkaRecord>>(
    "beam:transform:org.apache.beam:kafka_read_without_metadata:v1",
    {
      topics: read.topics,
      consumer_config: read.consumer,
      key_deserializer: `${BYTES}Deserializer`,
      value_deserializer: `${BYTES}Deserializer`,
      timestamp_policy: "CreateTime",
      commit_offset_in_finalize: read.commitOffsets,
      consumer_polling_timeout: read.pollTimeoutSeconds,
    },
    read.expansionService,
  );
}

/** Writes records by their key: the newest record of a key stays when the topic is compacted. */
export function writeToKafka(write: WriteToKafka) {
  const toKafka = externalTransform<beam.PCollection<OutputRecord>, beam.PCollection<never>>(
    "beam:transform:org.apache.beam:kafka_write:v1",
    {
      topic: write.topic,
      producer_config: write.producer,
      key_serializer: `${BYTES}Serializer`,
      value_serializer: `${BYTES}Serializer`,
    },
    write.expansionService,
  );
  return beam.withName(`writeToKafka ${write.topic}`, (records: beam.PCollection<OutputRecord>) =>
    stamped(
      records.apply(beam.withName("asBytes", withCoder<OutputRecord>(new KVCoder(new BytesCoder(), new BytesCoder())))),
      write.stamp,
    ).applyAsync(beam.withName("produce", toKafka)),
  );
}
