import type { Random } from "./random";

/** Draws the cents of one honest payment. */
export type DrawAmount = (random: Random) => number;

/** Every whole amount below `limitCents` equally often, as the original demo drew them. */
export function uniformAmounts(limitCents: number): DrawAmount {
  return (random) => random.integer(1, Math.max(1, Math.ceil(limitCents / 100) - 1)) * 100;
}

/** As real payments are: many small, few large. Half of them lie below `medianCents`; `sigma` is the spread of the logarithm. */
export function logNormalAmounts(medianCents: number, sigma: number): DrawAmount {
  return (random) => Math.min(MOST_CENTS, Math.max(1, Math.round(medianCents * Math.exp(sigma * random.normal()))));
}

/** A million: keeps the rare giants of a wide spread away from being alerts of their own kind. */
const MOST_CENTS = 100_000_000;
