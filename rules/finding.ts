import { createHash } from "node:crypto";
import type { SumCents } from "../payment/money";
import type { Transaction } from "../payment/transaction";
import { excerpt } from "./conditions/node";
import { show, type Value } from "./conditions/units";
import type { Mode, Severity } from "./file/ruleSchema";
import type { Subject } from "./keys/key";
import { reasonOf } from "./reason";
import type { Rule } from "./rule";
import { earliest } from "./summary/evidence";
import type { Summary } from "./summary/summary";
import { valuesFor } from "./valuesFor";

/** What a rule found in a window: all that an alert tells. */
export interface Finding {
  /** The same in every run over the same payments. */
  id: string;
  rule: { id: string; version: number; title: string; severity: Severity; mode: Mode };
  /** Kind and text of the key. */
  key: { kind: string; text: string };
  subject: Subject;
  windowStartMs: number;
  /** Exclusive. */
  windowEndMs: number;
  firstMs: number;
  lastMs: number;
  count: number;
  totalCents: SumCents;
  /** What the condition asked for, as a person reads it: `{ total: "10500", payers: "7" }`. */
  measures: Record<string, string>;
  /** One sentence for a person. */
  reason: string;
  /** The earliest payments, by time; `truncated` tells that there are more. */
  payments: Transaction[];
  truncated: boolean;
}

/** Of a window for which the rule holds. */
export function findingOf(rule: Rule, key: string, summary: Summary, maxEvidence: number): Finding {
  const { id, version, title, severity, mode } = rule;
  const values = valuesFor(rule, summary);
  const payments = earliest(summary.evidence, maxEvidence).map(
    ({ timestampMs, amountCents, counterparty, outgoing }) => ({
      timestampMs,
      ...rule.key.accountsOf(key, counterparty, outgoing),
      amountCents,
    }),
  );
  return {
    id: findingId(id, key, summary.startMs),
    rule: { id, version, title, severity, mode },
    key: { kind: rule.key.name, text: key },
    subject: rule.key.subjectOf(key),
    windowStartMs: summary.startMs,
    windowEndMs: summary.endMs,
    firstMs: summary.firstMs,
    lastMs: summary.lastMs,
    count: summary.count,
    totalCents: summary.totalCents,
    measures: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)])),
    reason: reasonOf(rule, key, summary, values),
    payments,
    truncated: payments.length < summary.count,
  };
}

function known(value: Value | undefined): string {
  return value === undefined ? "not known" : excerpt(show(value));
}

/** Of the alert of a rule about a key in a window. */
export function findingId(ruleId: string, key: string, windowStartMs: number): string {
  return createHash("sha256").update(`${ruleId}\0${key}\0${windowStartMs}`).digest("hex").slice(0, 32);
}
