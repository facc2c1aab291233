import { addSum, overlaps, type PartialSum } from "./partialSum";

/**
 * The sums of one key, of which those whose intervals overlap become one: a session, as far as it is known. Windows
 * are half-open, so intervals that only touch stay apart.
 */
export class OverlappingSums {
  private sums: PartialSum[] = [];
  private mergeAt = 16;

  constructor(private readonly maxEvidence: number) {}

  /** Mostly payments come in order and continue the newest sum; what does not is merged when the list has doubled. */
  add(sum: PartialSum): this {
    const newest = this.sums[this.sums.length - 1];
    if (newest !== undefined && overlaps(newest, sum.startMs, sum.endMs)) addSum(newest, sum, this.maxEvidence);
    else this.sums.push(sum);
    if (this.sums.length >= this.mergeAt) {
      this.sums = mergeOverlapping(this.sums, this.maxEvidence);
      this.mergeAt = Math.max(16, this.sums.length * 2);
    }
    return this;
  }

  /** The separate sums, by time. */
  merged(): PartialSum[] {
    this.sums = mergeOverlapping(this.sums, this.maxEvidence);
    return this.sums;
  }

  /** Lets go of those that ended until `ms`; where what is left begins, Infinity where nothing is. */
  letGo(ms: number): number {
    this.sums = this.merged().filter(({ endMs }) => endMs > ms);
    return this.sums[0]?.startMs ?? Number.POSITIVE_INFINITY;
  }
}

function mergeOverlapping(sums: PartialSum[], maxEvidence: number): PartialSum[] {
  if (sums.length < 2) return sums;
  const merged: PartialSum[] = [];
  for (const sum of sums.sort((a, b) => a.startMs - b.startMs)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && overlaps(last, sum.startMs, sum.endMs)) addSum(last, sum, maxEvidence);
    else merged.push(sum);
  }
  return merged;
}
