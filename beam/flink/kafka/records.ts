import type { beam } from "../../sdk";

/** A record to write: key and value as bytes. */
export type OutputRecord = beam.KV<Uint8Array, Uint8Array>;

/** A record that was read. Kafka allows the value to be missing. */
export interface InputRecord {
  value: Uint8Array | null;
  /** The length of the whole value, where only its beginning came. */
  wholeBytes?: number;
  /** Where it stands, if the connector tells. */
  position?: KafkaPosition;
}

/** The place of a record in Kafka. */
export interface KafkaPosition {
  topic: string;
  partition: number;
  offset: number;
}

/** Settings of a Java Kafka client by Kafka's own names, such as `security.protocol`. */
export type JavaClientSettings = Record<string, string>;
