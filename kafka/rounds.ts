import { partitionOf } from "./partition";
import type { OutgoingRecord } from "./producer";
import { mostBytes } from "./recordBatch";

/** Below the 1 MiB that brokers accept for a batch by default. */
const MOST_BATCH_BYTES = 900_000;

/** Records that leave together: one batch a partition. */
export interface Round {
  batches: Map<number, OutgoingRecord[]>;
  /** How many of the records lie in this round and those before it. */
  end: number;
}

/** Cuts records into rounds, no batch too large, the order within a partition kept. */
export function* rounds(records: OutgoingRecord[], partitions: number): Generator<Round> {
  let batches: Round["batches"] = new Map();
  let bytes = 0;
  for (const [end, record] of records.entries()) {
    const size = mostBytes(record);
    if (bytes + size > MOST_BATCH_BYTES && bytes > 0) {
      yield { batches, end };
      batches = new Map();
      bytes = 0;
    }
    bytes += size;
    const partition = partitionOf(record.key, partitions);
    const batch = batches.get(partition);
    if (batch === undefined) batches.set(partition, [record]);
    else batch.push(record);
  }
  if (batches.size > 0) yield { batches, end: records.length };
}
