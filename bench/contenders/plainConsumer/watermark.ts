/** The time, epoch ms, up to which payments are complete: that of the partition that is furthest behind. */
export interface Watermark {
  /** A record's own time says that nothing earlier follows in its partition; never more than the clock says. */
  advance(partition: number, recordMs: number): void;
  /** -Infinity until every partition has told its time. */
  now(): number;
}

export function createWatermark(partitions: number): Watermark {
  const times = new Array<number>(partitions).fill(Number.NEGATIVE_INFINITY);
  return {
    advance(partition, recordMs) {
      times[partition] = Math.max(times[partition], Math.min(recordMs, Date.now()));
    },
    // What comes next may have the same time as the newest record.
    now: () => Math.min(...times) - 1,
  };
}
