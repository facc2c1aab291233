import type { Transaction } from "../../payment/transaction";

/** A payment as evidence inside a summary, without what the key tells anyway. */
export interface Evidence {
  timestampMs: number;
  amountCents: number;
  /** The account that the key does not name; empty where it names both. */
  counterparty: string;
  outgoing: boolean;
}

export function evidenceOf(payment: Transaction, counterparty: string, outgoing: boolean): Evidence {
  return { timestampMs: payment.timestampMs, amountCents: payment.amountCents, counterparty, outgoing };
}

/** The `limit` earliest in a total order, so that equal payments give equal evidence in whatever order they came. */
export function earliest(payments: readonly Evidence[], limit: number): Evidence[] {
  return payments.toSorted(byTime).slice(0, limit);
}

/** At most twice `limit` payments, unordered, with the `limit` earliest among them. */
export function addEvidence(kept: Evidence[], payment: Evidence, limit: number): Evidence[] {
  kept.push(payment);
  // Sorting only when the list has doubled keeps a window of any size cheap.
  return kept.length >= 2 * limit ? earliest(kept, limit) : kept;
}

function byTime(a: Evidence, b: Evidence): number {
  return (
    a.timestampMs - b.timestampMs ||
    (a.counterparty < b.counterparty ? -1 : a.counterparty > b.counterparty ? 1 : 0) ||
    Number(b.outgoing) - Number(a.outgoing) ||
    a.amountCents - b.amountCents
  );
}
