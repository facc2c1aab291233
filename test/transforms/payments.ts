import type { Transaction } from "../../payment/transaction";
import { type PartialSum, startSum } from "../../transforms/partialSum";

/** 2026-03-02T09:00:00Z, in epoch ms. */
export const START_MS = Date.UTC(2026, 2, 2, 9);
export const GAP_MS = 600_000;

/** Epoch ms `minutes` and `ms` after the start. */
export function at(minutes: number, ms = 0): number {
  return START_MS + minutes * 60_000 + ms;
}

/** A payment; `amount` in whole units. */
export function tx(origin: string, target: string, amount: number, timestampMs: number): Transaction {
  return { origin, target, amountCents: Math.round(amount * 100), timestampMs };
}

/** The sum of one payment of a pair in the window that it opens. */
export function sumOf(transaction: Transaction, grouping: "pair" | "origin" | "target" = "pair"): PartialSum {
  return startSum(transaction, grouping, transaction.timestampMs, transaction.timestampMs + GAP_MS);
}
