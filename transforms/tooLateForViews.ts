import type { LateValue } from "../beam/flink/lateValueCoder";
import { beam, register } from "../beam/sdk";
import { formatCents } from "../payment/money";
import { formatTimestamp } from "../payment/timestamp";
import type { KeyName } from "../rules/keys/keys";
import { earliest } from "../rules/summary/evidence";
import type { Summary } from "../rules/summary/summary";
import { splitStateKey } from "../rules/view";
import { alertTransaction } from "./alertBudget";
import type { Gatherings } from "./gatheredCoder";
import { type RulesText, rulesOf } from "./rulesText";
import type { TooLate } from "./tooLate";

interface ReportSettings {
  rules: RulesText;
  tooLate: beam.Counter;
}

type LateSummary = beam.KV<string, LateValue<Gatherings>>;

/** Tells of what came too late for a window of a view, or for the first of several. */
export function reportTooLateForViews(rules: RulesText) {
  const settings: ReportSettings = { rules, tooLate: beam.counter("deadLetters too-late") };
  return beam.withName("reportTooLate", (late: beam.PCollection<LateSummary>) =>
    late.flatMap(beam.withName("toTooLateForView", toTooLateForView), settings),
  );
}

export function toTooLateForView({ key: stateKey, value }: LateSummary, { rules, tooLate }: ReportSettings): TooLate[] {
  const { fingerprint, key } = splitStateKey(stateKey);
  const view = rulesOf(rules).byFingerprint.get(fingerprint);
  if (view === undefined) return [];
  const { lateByMs, windowStartMs, windowEndMs } = value;
  const sum = value.value as Summary;
  tooLate.increment(sum.count);
  const evidence = earliest(sum.evidence, view.keeping.maxEvidence);
  const transactions = evidence.map(({ counterparty, outgoing, ...payment }) =>
    alertTransaction({ ...payment, ...view.key.accountsOf(key, counterparty, outgoing) }),
  );
  return [
    {
      reason: "too-late",
      detail: `found ${sum.count} of a window that ended at ${formatTimestamp(windowEndMs)}, ${lateByMs} ms later than --allowed-lateness allows`,
      grouping: view.key.name as KeyName,
      key,
      rules: [...new Set(view.rules.map(({ id }) => id))],
      windowStart: formatTimestamp(windowStartMs),
      windowEnd: formatTimestamp(windowEndMs),
      totalAmount: formatCents(sum.totalCents),
      count: sum.count,
      lateByMs,
      transactions,
      truncated: transactions.length < sum.count,
    },
  ];
}

register("tooLateForViews", { toTooLateForView });
