import { copyOf, type Keeping, mergeInto, type Summary } from "../summary/summary";

/**
 * Puts windows together from slices as they slide on: what joins is merged into one sum, what leaves comes off sums that
 * were made from the back, so that each slice is merged about three times, however many windows it is in.
 */
export class SlidingSlices {
  /** From the oldest on: the sum of a slice and all that follow it, up to the newest of when the sums were made. */
  private old: { startMs: number; sum: Summary }[] = [];
  private recent: Summary[] = [];
  private recentSum?: Summary;

  constructor(
    private readonly sizeMs: number,
    private readonly everyMs: number,
    private readonly keeping: Keeping,
  ) {}

  /** All windows with a payment in them, by time; `slices` are by time, and no two of the same interval. */
  windows(slices: Summary[]): Summary[] {
    const { sizeMs, everyMs } = this;
    const windows: Summary[] = [];
    let next = 0;
    let start = Number.NEGATIVE_INFINITY;
    while (next < slices.length || this.oldest() !== undefined) {
      const oldest = this.oldest() ?? slices[next].startMs;
      // The earliest window that has not been yet and reaches the oldest slice.
      start = Math.max(start + everyMs, Math.floor((oldest - sizeMs) / everyMs + 1) * everyMs);
      while (next < slices.length && slices[next].endMs <= start + sizeMs) this.push(slices[next++]);
      this.dropBefore(start);
      const sum = this.sum();
      if (sum !== undefined) windows.push({ ...sum, startMs: start, endMs: start + sizeMs });
    }
    return windows;
  }

  private oldest(): number | undefined {
    return this.old.at(-1)?.startMs ?? this.recent[0]?.startMs;
  }

  private push(slice: Summary): void {
    this.recent.push(slice);
    if (this.recentSum === undefined) this.recentSum = copyOf(slice);
    else mergeInto(this.recentSum, slice, this.keeping);
  }

  private dropBefore(startMs: number): void {
    for (;;) {
      if (this.old.length === 0) this.turnOver();
      const oldest = this.old.at(-1);
      if (oldest === undefined || oldest.startMs >= startMs) return;
      this.old.pop();
    }
  }

  /** `old` has the oldest last. */
  private turnOver(): void {
    let sum: Summary | undefined;
    for (const slice of this.recent.reverse()) {
      const longer = copyOf(slice);
      if (sum !== undefined) mergeInto(longer, sum, this.keeping);
      sum = longer;
      this.old.push({ startMs: slice.startMs, sum });
    }
    this.recent = [];
    this.recentSum = undefined;
  }

  private sum(): Summary | undefined {
    const { recentSum } = this;
    const old = this.old.at(-1)?.sum;
    if (old === undefined || recentSum === undefined) {
      const only = old ?? recentSum;
      return only && copyOf(only);
    }
    const sum = copyOf(old);
    mergeInto(sum, recentSum, this.keeping);
    return sum;
  }
}
