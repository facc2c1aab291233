import type { Transaction } from "../../../payment/transaction";
import type { Accounts } from "../../traffic/accounts";
import type { Random } from "../../traffic/random";

/** What a scheme is made for: the rule it wants to slip under, and its size. */
export interface Plan {
  startMs: number;
  /** The detector's pause that ends a session. */
  gapMs: number;
  /** The detector's limit on a session's sum. */
  limitCents: number;
  /** Payments of the scheme, at least 2. Patterns with a shape of their own may round it. */
  parts: number;
  accounts: Accounts;
}

/** Draws the payments of one scheme, by time, the first at `startMs`. */
export type Pattern = (random: Random, plan: Plan) => Transaction[];

/**
 * An amount such that `parts` of them add up to 1.2 to 3 times the limit, while each stays at least 5 % below it.
 */
export function partOfTotal(random: Random, { limitCents, parts }: Plan): number {
  return amountBetween(random, (1.2 * limitCents) / parts, Math.min(0.95 * limitCents, (3 * limitCents) / parts));
}

/** Whole cents between `min` and `max`; whole units where they are large enough, as people pay them. */
export function amountBetween(random: Random, min: number, max: number): number {
  const step = min >= 10_000 ? 100 : 1;
  return Math.max(1, Math.ceil(min / step), Math.floor(random.between(min, max) / step)) * step;
}

/** Start times of `count` payments, the pause between neighbours at least `min` and below `max` ms. */
export function timesWithPauses(random: Random, startMs: number, count: number, min: number, max: number): number[] {
  const times = [startMs];
  while (times.length < count) times.push(times[times.length - 1] + Math.max(1, Math.floor(random.between(min, max))));
  return times;
}
