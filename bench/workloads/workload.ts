import { partitionOf } from "../../kafka/partition";
import type { OutgoingRecord } from "../../kafka/producer";
import { paymentRecord } from "../../test/live/support/payments";

/** Traffic that is the same every time it is asked for: once to send it, once to work out what must be found. */
export interface Workload {
  name: string;
  /** One line for the tables. */
  describe: string;
  /** How many payments, without the last ones that end the sessions. */
  count: number;
  /** In the order of their times, all of them at least an hour old. */
  records(): Iterable<OutgoingRecord>;
}

/** After so long a pause every session has ended, and can no longer be corrected. */
export const END_AFTER_MS = 30 * 60_000;
/** Kafka and the pipeline refuse the future, and what has just happened could still be followed by more. */
export const HOUR_MS = 3_600_000;

/** One small payment for each partition, by accounts of its own, that moves its clock past the end of every session, `pauseMs` later. */
export function* lastPayments(afterMs: number, partitions: number, pauseMs = END_AFTER_MS): Generator<OutgoingRecord> {
  const left = new Set(Array.from({ length: partitions }, (_, partition) => partition));
  for (let number = 0; left.size > 0; number++) {
    const record = paymentRecord(afterMs + pauseMs, `last-${number}`, "nobody", 1);
    if (left.delete(partitionOf(record.key, partitions))) yield record;
  }
}
