import type { Accounts } from "./accounts";
import { type Arrivals, activityTimes } from "./arrivals";
import type { HonestPayment } from "./honestPayments";
import type { Profile } from "./profiles/profile";
import type { ProfileKind } from "./profiles/profiles";
import type { Random } from "./random";
import { createRoles } from "./roles";
import { createUnderWay, type Group } from "./underWay";

export interface OccasionSettings {
  kind: ProfileKind;
  startMs: number;
  /** Mean time between two payments of the profile: sets how often an occasion comes. */
  intervalMs: number;
  /** Only `daily` follows the profile's hours. */
  arrivals: Arrivals;
  accounts: Accounts;
}

/** While so many payments wait, as at rates that no people have, no new occasions come: memory has a bound. */
const MOST_WAITING = 100_000;

/** The payments of a profile by time, for ever. */
export function* occasions(
  random: Random,
  profile: Profile,
  settings: OccasionSettings,
): Generator<HonestPayment, never> {
  const { kind, startMs, intervalMs, arrivals, accounts } = settings;
  const roles = createRoles(accounts);
  const timeOf = activityTimes(arrivals, profile.hours, startMs);
  const underWay = createUnderWay<Group>();
  let waited = 0;
  // Not all at once when traffic begins.
  for (let turn = random.integer(0, 1_000_000); ; turn++) {
    while (underWay.waiting() >= MOST_WAITING) {
      const { transaction } = underWay.take();
      yield { transaction, profile: kind };
      for (let leftMs = 1; leftMs > 0; waited += Math.max(0, leftMs)) leftMs = transaction.timestampMs - timeOf(waited);
    }
    const transactions = profile.draw(random, { startMs: timeOf(waited), turn, accounts, roles });
    while (underWay.dueMs() <= transactions[0].timestampMs) {
      yield { transaction: underWay.take().transaction, profile: kind };
    }
    underWay.add({ transactions });
    // As with schemes: many payments are followed by room for many, so that the share holds.
    waited -= Math.log(1 - random.next()) * intervalMs * transactions.length;
  }
}
