import type { RunningSum } from "./runningSum";

/**
 * The running sum of each key's newest session, in bounded memory: where it takes more than `maxBytes`, the sum that has
 * waited longest for a payment is forgotten first.
 */
export class RunningSums {
  /** The one that has waited longest comes first, among those that had a payment since half of the memory was used. */
  private readonly sums = new Map<string, RunningSum>();
  private heldBytes = 0;
  private passedMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly maxBytes: number) {}

  get size(): number {
    return this.sums.size;
  }

  /** About what all of them take up in memory. */
  get bytes(): number {
    return this.heldBytes;
  }

  get(key: string): RunningSum | undefined {
    return this.sums.get(key);
  }

  /** Has `sum` be that of its key, as the one that has waited shortest. `bytesBefore`: what the one of its key took. */
  put(key: string, sum: RunningSum, bytesBefore: number): void {
    this.heldBytes += sum.bytes - bytesBefore;
    // To move one to the end costs as much as to add a payment to it: that is left as long as nothing has to go.
    if (bytesBefore > 0 && this.heldBytes > this.maxBytes / 2) this.sums.delete(key);
    this.sums.set(key, sum);
    if (this.heldBytes <= this.maxBytes) return;
    for (const [longestWaiting, { bytes }] of this.sums) {
      this.sums.delete(longestWaiting);
      this.heldBytes -= bytes;
      if (this.heldBytes <= this.maxBytes) return;
    }
  }

  /** Forgets the sessions that ended by `passedMs`. Looks at all of them, but only where that is another time than before. */
  forgetEnded(passedMs: number): void {
    if (passedMs === this.passedMs) return;
    this.passedMs = passedMs;
    for (const [key, { endMs, bytes }] of this.sums) {
      if (endMs > passedMs) continue;
      this.sums.delete(key);
      this.heldBytes -= bytes;
    }
  }
}
