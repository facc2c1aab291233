import type { RunningSum } from "./runningSum";

/**
 * The running sum of each key's newest session, in bounded memory: where it takes more than `maxBytes`, the sum that has
 * waited longest for a payment is forgotten first.
 */
export class RunningSums {
  /** The one that has waited longest comes first. */
  private readonly sums = new Map<string, RunningSum>();
  private heldBytes = 0;

  constructor(private readonly maxBytes: number) {}

  get size(): number {
    return this.sums.size;
  }

  /** About what all of them take up in memory. */
  get bytes(): number {
    return this.heldBytes;
  }

  /** Takes the sum of a key out. */
  take(key: string): RunningSum | undefined {
    const sum = this.sums.get(key);
    if (sum !== undefined) this.drop(key, sum);
    return sum;
  }

  /** Puts the sum of a key in, as the one that has waited shortest. */
  put(key: string, sum: RunningSum): void {
    this.sums.set(key, sum);
    this.heldBytes += sum.bytes;
    if (this.heldBytes > this.maxBytes) this.dropWhile(() => this.heldBytes > this.maxBytes);
  }

  /** Forgets the sessions that ended by `passedMs`, up to the first that did not. */
  forgetEnded(passedMs: number): void {
    this.dropWhile(({ endMs }) => endMs <= passedMs);
  }

  private dropWhile(test: (longestWaiting: RunningSum) => boolean): void {
    for (const [key, sum] of this.sums) {
      if (!test(sum)) return;
      this.drop(key, sum);
    }
  }

  private drop(key: string, sum: RunningSum): void {
    this.sums.delete(key);
    this.heldBytes -= sum.bytes;
  }
}
