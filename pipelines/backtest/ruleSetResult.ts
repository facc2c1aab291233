import { formatTimestamp } from "../../payment/timestamp";
import type { Rule } from "../../rules/rule";
import type { Draw } from "../../scoring/bootstrap";
import { labelsByDay } from "../../scoring/confidence";
import { isReal, type Labelled, type Truth } from "../../scoring/label";
import { type MeasuredRules, measureRules } from "../../scoring/measureRules";
import type { FoundAlert } from "./foundAlert";
import type { FoundScheme } from "./labels/labelledScheme";
import type { AlertShown, RuleResult, RuleSetResult } from "./result";
import { DAY_MS } from "./scanArchive";
import { alertShown, measuredShown, schemeShown, totalOf } from "./shown";

const MOST_WORST = 3;
const MOST_MISSED = 12;

export interface MeasuredSet {
  measured: MeasuredRules<FoundAlert, FoundScheme>;
  result: RuleSetResult;
}

/** Measures a whole rule set; `rules` have their own ids. */
export function measureSet(
  file: string,
  rules: readonly Rule[],
  alerts: readonly FoundAlert[],
  truth: Truth<FoundScheme>,
  days: readonly number[],
  draw: Draw,
): MeasuredSet {
  const ids = rules.map(({ id }) => id);
  const shadow = new Set(rules.filter(({ mode }) => mode === "shadow").map(({ id }) => id));
  const measured = measureRules(ids, shadow, alerts, truth, days, draw);
  const expected = new Set(truth.schemes.filter(isReal).flatMap((scheme) => scheme.expected));
  const counting = measured.labelled.filter(({ alert }) => !shadow.has(alert.rule.id));
  const missed = measured.missed.toSorted((a, b) => descending(totalOf(a.transactions), totalOf(b.transactions)));
  return {
    measured,
    result: {
      file,
      all: measuredShown(measured.all),
      rules: rules.map(({ id, title, severity, mode }, i): RuleResult => {
        const own = measured.rules.get(id);
        if (own === undefined) throw new Error(`rule ${id} was not measured`);
        return {
          rule: id,
          title,
          severity,
          mode,
          wanted: expected.has(id) ? "expected" : "all",
          ...measuredShown(own),
          alone: measured.overlap.alone[i],
          worst: worstOf(measured.labelled.filter(({ alert }) => alert.rule.id === id)),
        };
      }),
      shared: measured.overlap.shared,
      daily: labelsByDay(counting, days).map((labels, i) => ({
        day: formatTimestamp(days[i] * DAY_MS).slice(0, 10),
        ...labels,
      })),
      missed: { count: missed.length, largest: missed.slice(0, MOST_MISSED).map(schemeShown) },
    },
  };
}

/** Those about honest payments before those without a label, the largest first. */
function worstOf(labelled: readonly Labelled<FoundAlert, FoundScheme>[]): AlertShown[] {
  return (["honest", "unlabelled"] as const)
    .flatMap((wanted) =>
      labelled
        .filter(({ label }) => label === wanted)
        .sort((a, b) => descending(a.alert.totalCents, b.alert.totalCents)),
    )
    .slice(0, MOST_WORST)
    .map(alertShown);
}

function descending(a: number | bigint, b: number | bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}
