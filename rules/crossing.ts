import type { Transaction } from "../payment/transaction";
import { holds } from "./judge";
import { placesOf } from "./place";
import type { Rule } from "./rule";
import { addPayment, emptySummary, type Interval } from "./summary/summary";
import { viewsOf } from "./view";

/**
 * When (ms) the rule first held for a window of the key: the time of the payment with which it did. `payments`: of the
 * window, by time; undefined where they do not reach so far.
 */
export function crossingOf(
  rule: Rule,
  key: string,
  window: Interval,
  payments: readonly Transaction[],
): number | undefined {
  const views = viewsOf([rule], 1);
  const summary = emptySummary(views[0].keeping, window);
  for (const payment of payments) {
    for (const place of placesOf(views, payment, () => {})) {
      if (place.key !== key) continue;
      addPayment(summary, place.taken, place.interval);
      if (holds(rule, summary, () => {})) return payment.timestampMs;
    }
  }
  return undefined;
}
