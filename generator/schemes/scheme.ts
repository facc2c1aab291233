import type { Transaction } from "../../payment/transaction";
import type { Random } from "../traffic/random";
import { foundBySessions } from "./foundBySessions";
import type { Pattern, Plan } from "./patterns/pattern";
import { PATTERNS, type PatternKind } from "./patterns/patterns";

/** A planted scheme: what a detector's alerts can be held against. */
export interface Scheme {
  id: string;
  kind: PatternKind;
  /** Ids of those rules of rules/default.yaml that are there to find it; none where no rule is. */
  expected: readonly string[];
  /** Whether it only looks like a scheme. */
  honest: boolean;
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
  const transactions = PATTERNS[kind].draw(random, plan);
  return describeScheme(id, kind, transactions, plan);
}

/** The ground truth about these payments, which are in order of time. */
export function describeScheme(
  id: string,
  kind: PatternKind,
  transactions: Transaction[],
  rule: { gapMs: number; limitCents: number },
): Scheme {
  const pattern: Pattern = PATTERNS[kind];
  return {
    id,
    kind,
    expected: pattern.expected,
    honest: pattern.honest ?? false,
    accounts: [...new Set(transactions.flatMap(({ origin, target }) => [origin, target]))],
    firstAt: transactions[0].timestampMs,
    lastAt: transactions[transactions.length - 1].timestampMs,
    transactions,
    totalCents: transactions.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n),
    found: foundBySessions(transactions, rule),
  };
}
