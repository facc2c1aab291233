import type { Transaction } from "../../payment/transaction";
import type { Random } from "../traffic/random";
import { foundBySessions } from "./foundBySessions";
import type { Plan } from "./patterns/pattern";
import { PATTERNS, type PatternKind } from "./patterns/patterns";

/** A planted scheme: what a detector's alerts can be held against. */
export interface Scheme {
  id: string;
  kind: PatternKind;
  /** In the order in which they first appear. */
  accounts: string[];
  /** Epoch ms of the first and the last payment. */
  firstAt: number;
  lastAt: number;
  /** By time. */
  transactions: Transaction[];
  totalCents: bigint;
  /** Whether summing each pair's sessions, as the detector does by default, shows it. */
  found: boolean;
}

/** Draws one scheme of a kind. */
export function drawScheme(id: string, kind: PatternKind, random: Random, plan: Plan): Scheme {
  const transactions = PATTERNS[kind](random, plan);
  return describeScheme(id, kind, transactions, plan);
}

/** The ground truth about these payments, which are in order of time. */
export function describeScheme(
  id: string,
  kind: PatternKind,
  transactions: Transaction[],
  rule: { gapMs: number; limitCents: number },
): Scheme {
  return {
    id,
    kind,
    accounts: [...new Set(transactions.flatMap(({ origin, target }) => [origin, target]))],
    firstAt: transactions[0].timestampMs,
    lastAt: transactions[transactions.length - 1].timestampMs,
    transactions,
    totalCents: transactions.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n),
    found: foundBySessions(transactions, rule),
  };
}
