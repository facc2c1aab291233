/** How late alerts come, by the newest of them. */
export type Latencies = ReturnType<typeof createLatencies>;

const KEPT = 1_000;

/** Keeps the newest thousand, in ms. */
export function createLatencies() {
  const kept: number[] = [];
  let next = 0;

  return {
    note(ms: number): void {
      kept[next] = ms;
      next = (next + 1) % KEPT;
    },
    /** So many of a hundred are at most this, in ms; undefined without any. */
    percentile(share: number): number | undefined {
      const sorted = kept.toSorted((a, b) => a - b);
      return sorted[Math.ceil((share / 100) * sorted.length) - 1];
    },
    count: () => kept.length,
  };
}
