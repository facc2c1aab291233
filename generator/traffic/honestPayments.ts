import type { Transaction } from "../../payment/transaction";
import type { Accounts } from "./accounts";
import type { DrawAmount } from "./amounts";
import { type Arrivals, activityTimes } from "./arrivals";
import { WAKING } from "./hours";
import type { ProfileKind } from "./profiles/profiles";
import type { Random } from "./random";

/** One honest payment. */
export interface HonestPayment {
  transaction: Transaction;
  /** Which habit it comes from; none for an ordinary payment. */
  profile?: ProfileKind;
}

export interface HonestSettings {
  startMs: number;
  /** Mean time between two payments. */
  intervalMs: number;
  arrivals: Arrivals;
  accounts: Accounts;
  drawAmount: DrawAmount;
}

/** Ordinary payments by time, for ever. */
export function* honestPayments(random: Random, settings: HonestSettings): Generator<HonestPayment, never> {
  const { startMs, intervalMs, arrivals, accounts, drawAmount } = settings;
  const timeOf = activityTimes(arrivals, WAKING, startMs);
  let waited = 0;
  for (let sent = 0; ; sent++) {
    const [origin, target] = accounts.drawPair(random);
    // A product instead of a running sum: no error piles up over months.
    const elapsedMs = arrivals === "even" ? sent * intervalMs : waited;
    yield { transaction: { timestampMs: timeOf(elapsedMs), origin, target, amountCents: drawAmount(random) } };
    if (arrivals !== "even") waited -= Math.log(1 - random.next()) * intervalMs;
  }
}
