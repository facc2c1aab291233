import { formatCents } from "../payment/money";
import { formatTimestamp } from "../payment/timestamp";
import type { Transaction } from "../payment/transaction";
import type { AlertTransaction } from "./alert";

/**
 * Bytes of JSON that evidence, pairs and superseded ids may take together. With the rest of the alert, at most 7 KB of
 * account names and reasons among it, an alert stays under 64 KB.
 */
export const MAX_LIST_BYTES = 54_000;

/** JSON writes a control character as \u0001. */
const MOST_BYTES_OF_A_CHARACTER = 6;

/** Bytes of JSON that are left. */
export interface Budget {
  bytes: number;
}

/** The first entries that fit into a share of the budget, which pays for them. */
export function fitting<T>(entries: Iterable<T>, budget: Budget, share: number): T[] {
  const kept: T[] = [];
  const leastLeft = budget.bytes * (1 - share);
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (budget.bytes - bytes < leastLeft) break;
    budget.bytes -= bytes;
    kept.push(entry);
  }
  return kept;
}

export function alertTransaction(payment: Transaction): AlertTransaction {
  const { timestampMs, origin, target, amountCents, id, paid } = payment;
  const shown: AlertTransaction = {
    timestamp: formatTimestamp(timestampMs),
    origin,
    target,
    amount: formatCents(amountCents),
  };
  if (id !== undefined) shown.id = id;
  if (paid !== undefined) [shown.originalAmount, shown.currency] = paid.split(" ");
  return shown;
}

/** Payments as evidence, as many as fit. */
export function evidenceThatFits(payments: Transaction[], budget: Budget): AlertTransaction[] {
  let mostBytes = 0;
  const shown = payments.map((payment) => {
    const { origin, target, id = "", paid } = payment;
    mostBytes +=
      (paid === undefined ? 130 : 210) + (origin.length + target.length + id.length) * MOST_BYTES_OF_A_CHARACTER;
    return alertTransaction(payment);
  });
  // Measuring each takes longer than making it.
  return mostBytes <= budget.bytes ? shown : fitting(shown, budget, 1);
}
