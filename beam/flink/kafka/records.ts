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
  /** Instead of all that: a record of the topic of rules, which the connector reads beside the others. */
  rule?: RuleRecord;
}

/** A record of a topic of rules. */
export interface RuleRecord {
  offset: number;
  /** When it came to lie on the topic, in epoch ms. */
  appendedMs: number;
  /** Empty where the record has no value, or one that is too long. */
  text: string;
}

/** The place of a record in Kafka. */
export interface KafkaPosition {
  topic: string;
  partition: number;
  offset: number;
}

/** Settings of a Java Kafka client by Kafka's own names, such as `security.protocol`. */
export type JavaClientSettings = Record<string, string>;
