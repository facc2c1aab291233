import { formatTransaction } from "../../payment/transaction";
import { crossingOf } from "../../rules/crossing";
import { type Finding, findingId } from "../../rules/finding";
import type { Subject } from "../../rules/keys/key";
import type { Rule } from "../../rules/rule";
import { splitInnerId } from "../../rules/variants";
import { warnsEarly } from "../../rules/warnsEarly";
import type { MeasuredAlert } from "../../scoring/measuredAlert";
import { DAY_MS } from "./scanArchive";

/** What a rule of a variant found, under the rule's own id. */
export interface FoundAlert extends MeasuredAlert {
  variant: string;
  finding: Finding;
}

/** The finding of a rule that has an inner id, as if the rule had been alone. */
export function foundAlert(finding: Finding, rules: ReadonlyMap<string, Rule>): FoundAlert {
  const inner = rules.get(finding.rule.id) as Rule;
  const { name: variant, rule: id } = splitInnerId(finding.rule.id);
  const { key, windowStartMs, windowEndMs, payments, truncated, lastMs, totalCents, count, subject } = finding;
  return {
    id: findingId({ id }, key.text, inner.window.idTimeOf(windowStartMs)),
    rule: { ...finding.rule, id },
    key,
    windowStartMs,
    windowEndMs,
    payments,
    truncated,
    accounts: accountsOf(subject),
    lines: payments.map(formatTransaction),
    day: Math.floor(lastMs / DAY_MS),
    totalCents,
    count,
    warnsEarly: warnsEarly(inner),
    variant,
    finding,
  };
}

/** The same with the time of its crossing, which takes a replay of its payments. */
export function withCrossing(alert: FoundAlert, rules: ReadonlyMap<string, Rule>): FoundAlert {
  const rule = rules.get(alert.finding.rule.id) as Rule;
  const { key, windowStartMs: startMs, windowEndMs: endMs, payments } = alert;
  return { ...alert, crossingMs: crossingOf(rule, key.text, { startMs, endMs }, payments) };
}

function accountsOf(subject: Subject): string[] {
  if ("account" in subject) return [subject.account];
  return "accounts" in subject ? subject.accounts : [subject.origin, subject.target];
}
