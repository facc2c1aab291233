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

/** Some 30 MB. While so many are under way, as at rates that no people have, no new ones come. */
const MOST_UNDER_WAY = 50_000;

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
    const transactions = profile.draw(random, { startMs: timeOf(waited), turn, accounts, roles });
    const beganMs = transactions[0].timestampMs;
    while (underWay.dueMs() <= beganMs) yield { transaction: underWay.take().transaction, profile: kind };
    if (underWay.count() < MOST_UNDER_WAY) underWay.add({ transactions });
    // As with schemes: many payments are followed by room for many, so that the share holds.
    waited -= Math.log(1 - random.next()) * intervalMs * transactions.length;
  }
}
