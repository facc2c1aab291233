/** A record as it came from Kafka. */
export interface TopicRecord {
  topic: string;
  partition: number;
  offset: bigint;
  key: Buffer | null;
  /** Null for a tombstone, which a compacted topic keeps in place of a removed key. */
  value: Buffer | null;
  /** Epoch milliseconds. */
  timestampMs: number;
  /** False for what lies before the reader's starting position and is read once more only for context. */
  isNews: boolean;
}

export interface RecordBatch {
  partition: number;
  records: TopicRecord[];
  /** How many records of this partition are still to be read. */
  lag: bigint;
}

/** Reads one topic. The port that services depend on; `kafkajsReader.ts` is the implementation over kafkajs. */
export interface TopicReader {
  /** Reads until `stop`, a batch at a time; the position moves on only after `handle` has ended. Rejects when Kafka refuses for good. */
  run(handle: (batch: RecordBatch) => void | Promise<void>): Promise<void>;
  /** Keeps the position and leaves the group. */
  stop(): Promise<void>;
  /** Why nothing can be read now, or undefined while the broker answers. */
  notReady(): string | undefined;
  /** How often reading has broken off since the start. */
  errors(): number;
  /** How many batches were skipped because they are broken, or hold more than a reader takes. */
  unreadable(): number;
}

export interface ReaderSettings {
  topic: string;
  /** Whose position is kept. */
  group: string;
  /** With false the group's position is never kept: each start begins at the topic's end. */
  keepPosition: boolean;
  /** Where a group without a position starts. */
  fromBeginning: boolean;
  /** How many records before the starting position are read again in each partition, as `isNews: false`. */
  lookBack: number;
}

export interface PartitionRange {
  low: bigint;
  high: bigint;
  /** The group's position, where it has one. */
  position?: bigint;
}

/** Where news begins in a partition. A position that retention has deleted moves to the oldest record left. */
export function startOfNews({ low, high, position }: PartitionRange, fromBeginning: boolean): bigint {
  if (position === undefined) return fromBeginning ? low : high;
  if (position < low) return low;
  return position > high ? high : position;
}

/** The first offset to read, so that at most `lookBack` older records are seen again. */
export function startOfReading(range: PartitionRange, newsFrom: bigint, lookBack: number): bigint {
  const start = newsFrom - BigInt(lookBack);
  return start > range.low ? start : range.low;
}
