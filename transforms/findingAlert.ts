import { formatCents } from "../payment/money";
import { formatTimestamp } from "../payment/timestamp";
import type { Finding } from "../rules/finding";
import { KEYS, type KeyName } from "../rules/keys/keys";
import { type Alert, type AlertTiming, MAX_MEASURES, revisionOf } from "./alert";
import { evidenceThatFits, fitting, MAX_LIST_BYTES } from "./alertBudget";

/**
 * The alert of what a rule found. An early one replaces nothing: it may count payments that are then too late to join.
 * Lists are cut where the alert would grow over 64 KB. `currency`: of the amounts, where payments say their currencies.
 */
export function findingAlert(finding: Finding, timing: AlertTiming, currency?: string): Alert {
  const final = timing !== "EARLY";
  const { rule, key, subject } = finding;
  const budget = { bytes: MAX_LIST_BYTES };
  const supersedes = final ? fitting(finding.otherIds, budget, 1 / 4) : [];
  const facts = fitting(
    finding.facts.map(({ isTime, ...fact }) => fact),
    budget,
    1 / 4,
  );
  const measures = fitting(Object.entries(finding.measures).slice(0, MAX_MEASURES), budget, 1 / 4);
  const transactions = evidenceThatFits(finding.payments, budget);
  return {
    id: finding.id,
    revision: revisionOf(finding.weight, final),
    timing,
    final,
    rule,
    grouping: key.kind as KeyName,
    subject,
    ...KEYS[key.kind as KeyName].named(key.text),
    windowStart: formatTimestamp(finding.windowStartMs),
    windowEnd: formatTimestamp(finding.windowEndMs),
    firstTransaction: formatTimestamp(finding.firstMs),
    lastTransaction: formatTimestamp(finding.lastMs),
    totalAmount: formatCents(finding.totalCents),
    ...(currency === undefined ? {} : { currency }),
    count: finding.count,
    measures: Object.fromEntries(measures),
    facts,
    transactions,
    truncated: transactions.length < finding.count,
    reason: finding.reason,
    ...(finding.withdrawn ? { withdrawn: true } : {}),
    ...(supersedes.length > 0 ? { supersedes } : {}),
  };
}
