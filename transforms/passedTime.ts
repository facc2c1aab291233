/** Long enough for each partition that an instance reads to have its turn, also while it works through a backlog. */
const SPAN_MS = 10_000;

/**
 * Estimates, where no watermark can be asked for, which event time has passed: no payment of the last 10 to 20 seconds
 * was from before it. The newest payment would not do: a backlog is read from one partition, then from the next.
 */
export class PassedTime {
  private earliestNow = Number.POSITIVE_INFINITY;
  private earliestBefore = Number.NEGATIVE_INFINITY;
  private spanStartMs = performance.now();

  see(timestampMs: number): void {
    if (timestampMs < this.earliestNow) this.earliestNow = timestampMs;
  }

  /** Epoch ms; -Infinity as long as nothing is known. To be asked now and then: asking ends a span that is over. */
  passedMs(): number {
    const nowMs = performance.now();
    if (nowMs - this.spanStartMs >= SPAN_MS && this.earliestNow < Number.POSITIVE_INFINITY) {
      this.earliestBefore = this.earliestNow;
      this.earliestNow = Number.POSITIVE_INFINITY;
      this.spanStartMs = nowMs;
    }
    return Math.min(this.earliestBefore, this.earliestNow);
  }
}
