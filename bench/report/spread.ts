/** The middle of some figures, with the least and the most. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Undefined where there are no figures. The median of an even number of figures is the mean of the two in the middle. */
export function spreadOf(figures: (number | undefined)[]): Spread | undefined {
  const sorted = figures.filter((figure) => figure !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const half = sorted.length / 2;
  const median = (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}
