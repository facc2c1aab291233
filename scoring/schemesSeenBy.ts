import { formatTransaction, type Transaction } from "../payment/transaction";
import { KEYS, type KeyName } from "../rules/keys/keys";
import type { KnownScheme, ScoredAlert } from "./score";

/**
 * Tells which of these schemes an alert has payments of. Where the alert does not list all of its own, those count that
 * are of its key and in its window.
 */
export function schemesSeenBy<S extends KnownScheme>(schemes: readonly S[]): (alert: ScoredAlert) => S[] {
  const byPayment = new Map<string, S[]>();
  for (const scheme of schemes) {
    for (const payment of scheme.transactions) {
      const text = formatTransaction(payment);
      byPayment.set(text, [...(byPayment.get(text) ?? []), scheme]);
    }
  }
  return (alert) => {
    if (alert.truncated)
      return schemes.filter(({ transactions }) => transactions.some((payment) => covers(alert, payment)));
    return [...new Set(alert.payments.flatMap((payment) => byPayment.get(formatTransaction(payment)) ?? []))];
  };
}

function covers({ key, windowStartMs, windowEndMs }: ScoredAlert, payment: Transaction): boolean {
  if (payment.timestampMs < windowStartMs || payment.timestampMs >= windowEndMs) return false;
  return KEYS[key.kind as KeyName].sides.some((side) => side.keyOf(payment) === key.text);
}
