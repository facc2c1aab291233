import type { Transaction } from "../../../payment/transaction";
import type { Accounts } from "../accounts";
import { logNormalAmounts } from "../amounts";
import type { Hours } from "../hours";
import type { Random } from "../random";
import type { Roles } from "../roles";

/** One occasion of an honest habit, such as one pay day of one employer. */
export interface Occasion {
  startMs: number;
  /** Goes up by one from occasion to occasion, so that those who have a role can take turns. */
  turn: number;
  accounts: Accounts;
  roles: Roles;
}

/** An honest habit that looks like something else to a rule. */
export interface Profile {
  /** When people do this. */
  hours: Hours;
  /** Its share of honest payments, in a mixture of all. */
  usualShare: number;
  /** Draws the payments of one occasion, by time, at least one, the first at `startMs`. */
  draw(random: Random, occasion: Occasion): Transaction[];
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** One amount in cents, as people's are: the median and the spread of the logarithm. */
export function amountAround(random: Random, medianCents: number, sigma: number): number {
  return logNormalAmounts(medianCents, sigma)(random);
}

/** The multiple of `stepCents` next to it, at least one step. */
export function rounded(cents: number, stepCents: number): number {
  return Math.max(1, Math.round(cents / stepCents)) * stepCents;
}

/** An account other than this one, busy ones more often. */
export function drawOther(random: Random, accounts: Accounts, than: string): string {
  for (;;) {
    const drawn = accounts.drawBusy(random);
    if (drawn !== than) return drawn;
  }
}

/** `count` different accounts other than this one; fewer where the bank has no more. */
export function drawOthers(random: Random, accounts: Accounts, than: string, count: number): string[] {
  return accounts
    .drawDistinct(random, count + 1)
    .filter((account) => account !== than)
    .slice(0, count);
}

/** `count` times within `withinMs`, ascending, the first at `startMs`. */
export function timesWithin(random: Random, startMs: number, count: number, withinMs: number): number[] {
  const later = Array.from({ length: count - 1 }, () => startMs + random.integer(1, withinMs));
  return [startMs, ...later.sort((a, b) => a - b)];
}
