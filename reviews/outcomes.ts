import { isDecided, type ReviewLog } from "./reviewLog";

/** What people found the alerts of one version of a rule to be. */
export interface Outcomes {
  confirmed: number;
  dismissed: number;
  /** From the alert to the decision, one for each that is confirmed or dismissed. */
  delaysMs: number[];
}

/** By id of the rule and by version; "" and 0 for the one of the options. */
export type OutcomesByRule = Map<string, Map<number, Outcomes>>;

/** What is confirmed or dismissed now. An alert counts for the rule and version that it was decided upon. */
export function outcomesOf(log: Pick<ReviewLog, "alerts" | "review">): OutcomesByRule {
  const byRule: OutcomesByRule = new Map();
  for (const alert of log.alerts()) {
    const { state, last } = log.review(alert) ?? {};
    if (state === undefined || last === undefined || !isDecided(state)) continue;
    const outcomes = outcomesFor(byRule, last.upon.rule ?? "", last.upon.version ?? 0);
    outcomes[state]++;
    outcomes.delaysMs.push(Math.max(0, last.atMs - last.upon.raisedMs));
  }
  return byRule;
}

function outcomesFor(byRule: OutcomesByRule, rule: string, version: number): Outcomes {
  const versions = byRule.get(rule) ?? new Map<number, Outcomes>();
  byRule.set(rule, versions);
  const outcomes = versions.get(version) ?? { confirmed: 0, dismissed: 0, delaysMs: [] };
  versions.set(version, outcomes);
  return outcomes;
}

/** The middle one, or half way between the middle two; null where there is none. */
export function medianOf(delaysMs: readonly number[]): number | null {
  if (delaysMs.length === 0) return null;
  const sorted = delaysMs.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
