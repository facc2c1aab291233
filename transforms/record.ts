/** What a source hands to the pipeline. */
export interface TransactionRecord {
  /** A line `timestamp;origin;target;amount`; bytes where nobody has checked yet that they are UTF-8; Kafka also has null. */
  value: string | Uint8Array | null;
  /** Where it stands in a text file, from 1. */
  line?: number;
  /** Where it stands in Kafka. */
  position?: KafkaPosition;
}

/** The place of a record in Kafka. */
export interface KafkaPosition {
  topic: string;
  partition: number;
  offset: number;
}

/** The text of a record, or undefined where it is not UTF-8. */
export function textOf(value: string | Uint8Array): string | undefined {
  if (typeof value === "string") return value;
  try {
    return utf8.decode(value);
  } catch {
    return undefined;
  }
}

// A byte order mark inside the stream is part of the text, and makes a malformed time of it.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
