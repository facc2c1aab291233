/** The middle and the long end of what was measured, and how often it could not be. */
export interface Spread {
  known: number;
  unknown: number;
  median?: number;
  p90?: number;
}

/** Of these figures, undefined ones among them. */
export function spreadOf(figures: readonly (number | undefined)[]): Spread {
  const known = figures.filter((figure) => figure !== undefined).sort((a, b) => a - b);
  const counts = { known: known.length, unknown: figures.length - known.length };
  return known.length === 0 ? counts : { ...counts, median: quantile(known, 0.5), p90: quantile(known, 0.9) };
}

/** The smallest figure that the given share of all does not exceed. `sorted` holds at least one. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
