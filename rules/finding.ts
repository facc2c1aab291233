import { createHash } from "node:crypto";
import type { SumCents } from "../payment/money";
import { extrasOf, type Transaction } from "../payment/transaction";
import { excerpt } from "./conditions/node";
import { show, type Value } from "./conditions/units";
import type { Mode, Severity } from "./file/ruleSchema";
import type { Subject } from "./keys/key";
import { type Fact, factsOf, reasonOf, withdrawalReason } from "./reason";
import { ALWAYS, type Rule } from "./rule";
import { earliest } from "./summary/evidence";
import { valuesFor } from "./valuesFor";
import type { Assembled, Window } from "./windows/window";

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
  /** What the condition compared. */
  facts: Fact[];
  /** One sentence for a person. */
  reason: string;
  /** The earliest payments, by time; `truncated` tells that there are more. */
  payments: Transaction[];
  truncated: boolean;
  /** Payments that the verdict rests on: it only ever rises as payments are added. */
  weight: number;
  /** True where the rule does not hold for all payments, but may have been said to for fewer. */
  withdrawn: boolean;
  /** Ids that parts of this window may have been told under. */
  otherIds: string[];
}

/** What a rule says of a window for which it holds, or, `withdrawn`, of one for which it does not. */
export function findingOf(
  rule: Rule,
  key: string,
  assembled: Assembled,
  maxEvidence: number,
  withdrawn = false,
): Finding {
  const { window, before } = assembled;
  const { id, version, title, severity, mode } = rule;
  const values = valuesFor(rule, window);
  const facts = factsOf(rule, values);
  const payments = earliest(window.evidence, maxEvidence).map(
    ({ timestampMs, amountCents, counterparty, outgoing, ...extras }) => ({
      timestampMs,
      ...rule.key.accountsOf(key, counterparty, outgoing),
      amountCents,
      ...extrasOf(extras),
    }),
  );
  return {
    id: findingId(rule, key, rule.window.idTimeOf(window.startMs)),
    rule: { id, version, title, severity, mode },
    key: { kind: rule.key.name, text: key },
    subject: rule.key.subjectOf(key),
    windowStartMs: window.startMs,
    windowEndMs: window.endMs,
    firstMs: window.firstMs,
    lastMs: window.lastMs,
    count: window.count,
    totalCents: window.totalCents,
    measures: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)])),
    facts,
    reason: (withdrawn ? withdrawalReason : reasonOf)(rule, key, window, facts),
    payments,
    truncated: payments.length < window.count,
    weight: window.count + (before?.count ?? 0),
    withdrawn,
    otherIds: [...otherIdsOf(rule, key, window, rule.window)],
  };
}

function known(value: Value | undefined): string {
  return value === undefined ? "not known" : excerpt(show(value));
}

/** An alert has bounds: the earliest of them. */
const MAX_OTHER_IDS = 385;

function* otherIdsOf(rule: Rule, key: string, { startMs, lastMs }: Assembled["window"], { laterIdTimes }: Window) {
  let left = MAX_OTHER_IDS;
  for (const timeMs of laterIdTimes(startMs, lastMs)) {
    if (left-- === 0) return;
    yield findingId(rule, key, timeMs);
  }
}

type Named = Pick<Rule, "id"> & Partial<Pick<Rule, "mode" | "lived">>;

/** By start of the window, then by id. */
export function byStart(a: Finding, b: Finding): number {
  return a.windowStartMs - b.windowStartMs || (a.id < b.id ? -1 : 1);
}

/**
 * Of the alert of a rule about a key in a window; `timeMs`: what the window is named by. A rule that has begun to gather
 * anew has other windows that begin at the same time, and one that is tried out another topic.
 */
export function findingId({ id, mode, lived }: Named, key: string, timeMs: number): string {
  const { startMs } = lived?.era ?? ALWAYS;
  const era = startMs === ALWAYS.startMs ? "" : `\0${startMs}`;
  const shadow = lived !== undefined && mode === "shadow" ? "\0shadow" : "";
  return createHash("sha256").update(`${id}\0${key}\0${timeMs}${era}${shadow}`).digest("hex").slice(0, 32);
}
