import type { KafkaPosition, RuleRecord } from "../beam/flink/kafka/records";

/** What a source hands to the pipeline. */
export interface TransactionRecord {
  /** A line `timestamp;origin;target;amount`; bytes where nobody has checked yet that they are UTF-8; Kafka also has null. */
  value: string | Uint8Array | null;
  /** The length of the whole value, where the source passes only its beginning. */
  wholeBytes?: number;
  /** Where it stands in a text file, from 1. */
  line?: number;
  /** Where it stands in Kafka. */
  position?: KafkaPosition;
  /** Instead of a payment, a version of a rule. */
  rule?: RuleRecord;
}

/** Bytes of the whole value of a record, or fewer where it is text that surely has at most `enough`. */
export function sizeOf({ value, wholeBytes }: TransactionRecord, enough: number): number {
  if (wholeBytes !== undefined) return wholeBytes;
  if (typeof value !== "string") return value?.length ?? 0;
  // A character takes at most 3 bytes of UTF-8 per UTF-16 unit.
  return value.length * 3 <= enough ? value.length : Buffer.byteLength(value);
}
