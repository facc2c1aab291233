import { parseCents } from "../payment/money";
import { extrasOf, type Transaction } from "../payment/transaction";
import type { Alert } from "./alert";

/** The payments that an alert lists. */
export function alertPayments({ transactions }: Pick<Alert, "transactions">): Transaction[] {
  return transactions.map(({ timestamp, origin, target, amount, id, originalAmount, currency }) => ({
    timestampMs: Date.parse(timestamp),
    origin,
    target,
    amountCents: parseCents(amount),
    ...extrasOf({ id, paid: originalAmount && `${originalAmount} ${currency}` }),
  }));
}
