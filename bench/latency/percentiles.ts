export interface Percentiles {
  /** How many figures there were. */
  count: number;
  p50: number;
  p99: number;
  p999: number;
  max: number;
}

/** The nearest-rank percentiles of some figures; NaN where there are none. */
export function percentiles(figures: number[]): Percentiles {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}
