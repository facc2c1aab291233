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
  /** Slow schemes end within this, in ms. */
  spreadMs: number;
  accounts: Accounts;
}

/** One kind of scheme. */
export interface Pattern {
  /** `quick`: as fast as the detector's gap asks for. `slow`: hours and days, whatever the gap. */
  pace: "quick" | "slow";
  /** Ids of those rules of rules/default.yaml that are there to find it; none where no rule is. */
  expected: readonly string[];
  /** True where it is no scheme at all: an alert about it is a false alarm. */
  honest?: true;
  /** Draws the payments of one scheme, by time, the first at `startMs`. */
  draw(random: Random, plan: Plan): Transaction[];
}

export const HOUR_MS = 3_600_000;

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

/** `count` times, ascending, the first at `startMs`, the last at most `withinMs` and at least half of that later. */
export function timesOver(random: Random, startMs: number, count: number, withinMs: number): number[] {
  const lastMs = startMs + Math.floor(random.between(0.5, 1) * withinMs);
  const between = Array.from({ length: Math.max(0, count - 2) }, () => random.integer(startMs, lastMs));
  return [startMs, ...between.sort((a, b) => a - b), lastMs].slice(0, count);
}

/** These amounts of cents in all, in `count` parts that differ by up to a half; no cent is lost where there are enough. */
export function splitInto(random: Random, totalCents: number, count: number): number[] {
  const weights = Array.from({ length: count }, () => random.between(0.75, 1.25));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => Math.max(1, Math.floor((totalCents * weight) / sum)));
  parts[0] = Math.max(1, parts[0] + totalCents - parts.reduce((total, part) => total + part, 0));
  return parts;
}
