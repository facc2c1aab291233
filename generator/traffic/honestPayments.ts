import type { Transaction } from "../../payment/transaction";
import type { Accounts } from "./accounts";
import type { DrawAmount } from "./amounts";
import type { Random } from "./random";

export interface HonestSettings {
  startMs: number;
  /** Mean time between two payments. */
  intervalMs: number;
  /** `even`: always the mean. `poisson`: as independent payers make them, in bursts and lulls. */
  arrivals: "even" | "poisson";
  accounts: Accounts;
  drawAmount: DrawAmount;
}

/** Ordinary payments by time, for ever. */
export function* honestPayments(random: Random, settings: HonestSettings): Generator<Transaction, never> {
  const { startMs, intervalMs, arrivals, accounts, drawAmount } = settings;
  let waited = 0;
  for (let sent = 0; ; sent++) {
    const [origin, target] = accounts.drawPair(random);
    // A product instead of a running sum: no error piles up over months.
    const elapsedMs = arrivals === "even" ? sent * intervalMs : waited;
    yield { timestampMs: startMs + Math.floor(elapsedMs), origin, target, amountCents: drawAmount(random) };
    if (arrivals === "poisson") waited -= Math.log(1 - random.next()) * intervalMs;
  }
}
