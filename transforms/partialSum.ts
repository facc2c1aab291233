import { addCents, type SumCents } from "../payment/money";
import type { Transaction } from "../payment/transaction";
import { KEYS } from "../rules/keys/keys";
import type { Grouping } from "./alert";
import { addCounterparty } from "./counterparties";

/** A payment as evidence inside a sum, without what the sum's key tells anyway. */
export interface Payment {
  timestampMs: number;
  amountCents: number;
  /** The account that the key does not name; empty when payments are grouped by pair. */
  counterparty: string;
  /** The payment's own, where it has one. */
  id?: string;
}

/**
 * What is known of some payments of one key: enough to add it to others in any order, with bounded evidence.
 * Interval [startMs, endMs) in epoch ms.
 */
export interface PartialSum {
  startMs: number;
  endMs: number;
  firstMs: number;
  lastMs: number;
  count: number;
  totalCents: SumCents;
  /** At most twice `maxEvidence`, unordered; `earliest` sorts and cuts it. */
  evidence: Payment[];
  /** The accounts seen besides the key's own, as `addCounterparty` keeps them; undefined when payments are grouped by pair. */
  counterparties?: Set<string>;
}

/** The sum of one payment in the window [startMs, endMs). */
export function startSum(transaction: Transaction, grouping: Grouping, startMs: number, endMs: number): PartialSum {
  const { timestampMs, amountCents } = transaction;
  const counterparty = counterpartyOf(transaction, grouping);
  const payment = paymentOf(transaction, counterparty);
  return {
    startMs,
    endMs,
    firstMs: timestampMs,
    lastMs: timestampMs,
    count: 1,
    totalCents: amountCents,
    evidence: [payment],
    counterparties: counterparty === "" ? undefined : new Set([counterparty]),
  };
}

function paymentOf({ timestampMs, amountCents, id }: Transaction, counterparty: string): Payment {
  return id === undefined ? { timestampMs, amountCents, counterparty } : { timestampMs, amountCents, counterparty, id };
}

/** The account of a payment that its key does not name; empty by pair. */
export function counterpartyOf(transaction: Transaction, grouping: Grouping): string {
  return KEYS[grouping].sides[0].counterpartyOf(transaction);
}

/** Adds one payment in the window [startMs, endMs): the same as adding its sum, without making one. */
export function addPayment(
  sum: PartialSum,
  transaction: Transaction,
  grouping: Grouping,
  startMs: number,
  endMs: number,
  maxEvidence: number,
): void {
  const { timestampMs, amountCents } = transaction;
  const counterparty = counterpartyOf(transaction, grouping);
  if (startMs < sum.startMs) sum.startMs = startMs;
  if (endMs > sum.endMs) sum.endMs = endMs;
  if (timestampMs < sum.firstMs) sum.firstMs = timestampMs;
  if (timestampMs > sum.lastMs) sum.lastMs = timestampMs;
  sum.count++;
  sum.totalCents = addCents(sum.totalCents, amountCents);
  addEvidence(sum, paymentOf(transaction, counterparty), maxEvidence);
  if (sum.counterparties) addCounterparty(sum.counterparties, counterparty);
}

/** Whether half-open intervals have a moment in common. */
export function overlaps(sum: PartialSum, startMs: number, endMs: number): boolean {
  return startMs < sum.endMs && sum.startMs < endMs;
}

/** Adds `other` to `sum`, in place. Any order of additions gives the same sum and the same earliest evidence. */
export function addSum(sum: PartialSum, other: PartialSum, maxEvidence: number): void {
  sum.startMs = Math.min(sum.startMs, other.startMs);
  sum.endMs = Math.max(sum.endMs, other.endMs);
  sum.firstMs = Math.min(sum.firstMs, other.firstMs);
  sum.lastMs = Math.max(sum.lastMs, other.lastMs);
  sum.count += other.count;
  sum.totalCents = addCents(sum.totalCents, other.totalCents);
  for (const payment of other.evidence) addEvidence(sum, payment, maxEvidence);
  if (sum.counterparties)
    for (const account of other.counterparties ?? []) addCounterparty(sum.counterparties, account);
}

function addEvidence(sum: PartialSum, payment: Payment, maxEvidence: number): void {
  sum.evidence.push(payment);
  // Sorting only when the list has doubled keeps a session of any length cheap.
  if (sum.evidence.length >= 2 * maxEvidence) sum.evidence = earliest(sum.evidence, maxEvidence);
}

/** The `limit` earliest payments in a total order, so that equal inputs give equal evidence whatever their arrival order. */
export function earliest(payments: readonly Payment[], limit: number): Payment[] {
  return payments.toSorted(byTime).slice(0, limit);
}

function byTime(a: Payment, b: Payment): number {
  return (
    a.timestampMs - b.timestampMs ||
    compare(a.counterparty, b.counterparty) ||
    a.amountCents - b.amountCents ||
    compare(a.id ?? "", b.id ?? "")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A sum that can be added to while the given one stays as it is: elements of a PCollection belong to the runner. */
export function copyOf(sum: PartialSum): PartialSum {
  return { ...sum, evidence: [...sum.evidence], counterparties: sum.counterparties && new Set(sum.counterparties) };
}
