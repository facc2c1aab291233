import { copyOf, mergeInto, type Summary } from "../summary/summary";
import type { Assembled } from "./window";

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
    /** Also windows of the same slices as the one before. */
    private readonly everyWindow: boolean,
  ) {}

  /**
   * Windows with a payment in them, by time, as far as they have other slices than the one before; `slices` are by time,
   * and no two of the same interval.
   */
  windows(slices: Summary[]): Assembled[] {
    const { sizeMs, everyMs } = this;
    const windows: Assembled[] = [];
    let before: Summary | undefined;
    let next = 0;
    let start = Number.NEGATIVE_INFINITY;
    while (next < slices.length || this.oldest() !== undefined) {
      start = Math.max(start + everyMs, this.nextStart(slices[next]));
      while (next < slices.length && slices[next].endMs <= start + sizeMs) this.push(slices[next++]);
      this.dropBefore(start);
      const sum = this.sum();
      const window = sum && { ...sum, startMs: start, endMs: start + sizeMs };
      // Since that one nothing has joined or left.
      const stepBefore = before && { ...before, startMs: start - everyMs, endMs: start - everyMs + sizeMs };
      if (window !== undefined) windows.push(stepBefore === undefined ? { window } : { window, before: stepBefore });
      before = window;
    }
    return windows;
  }

  /** Where the next window begins that a slice joins, or that one has left; the next one at all where each is wanted. */
  private nextStart(next?: Summary): number {
    const { sizeMs, everyMs } = this;
    const joins = next === undefined ? Infinity : Math.ceil((next.endMs - sizeMs) / everyMs) * everyMs;
    const oldest = this.oldest();
    if (oldest === undefined) return joins;
    return this.everyWindow ? -Infinity : Math.min(joins, (Math.floor(oldest / everyMs) + 1) * everyMs);
  }

  private oldest(): number | undefined {
    return this.old.at(-1)?.startMs ?? this.recent[0]?.startMs;
  }

  private push(slice: Summary): void {
    this.recent.push(slice);
    if (this.recentSum === undefined) this.recentSum = copyOf(slice);
    else mergeInto(this.recentSum, slice);
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
      if (sum !== undefined) mergeInto(longer, sum);
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
    mergeInto(sum, recentSum);
    return sum;
  }
}
