import { formatCents } from "../../payment/money";
import { type Draw, type Interval, intervalOf } from "../../scoring/bootstrap";
import { changeOf, type Listed } from "../../scoring/compare";
import { isReal, type Label, type Labelled } from "../../scoring/label";
import type { FoundAlert } from "./foundAlert";
import type { FoundScheme } from "./labels/labelledScheme";
import type { AlertsChanged, ChangeShown, PaymentsChanged } from "./result";
import type { MeasuredSet } from "./ruleSetResult";
import { alertShown, schemeShown } from "./shown";

const MOST_EXAMPLES = 8;

/** What the tried rules change, beside those they are held against; only rules count that are live. */
export function changeBetween(
  against: MeasuredSet,
  tried: MeasuredSet,
  schemes: readonly FoundScheme[],
  days: readonly number[],
  draw: Draw,
): Omit<ChangeShown, "sentence"> {
  const before = countingOf(against);
  const after = countingOf(tried);
  const known = new Map([...before, ...after].map((labelled) => [labelled.alert, labelled]));
  const shown = (alert: FoundAlert) => alertShown(known.get(alert) as Labelled<FoundAlert, FoundScheme>);
  const labelOf = (alert: FoundAlert) => (known.get(alert) as Labelled).label;
  const change = changeOf(
    before.map(({ alert }) => alert),
    after.map(({ alert }) => alert),
  );
  const alerts = (changed: FoundAlert[]): AlertsChanged => ({
    count: changed.length,
    ids: changed.map(({ id }) => id),
    labels: countLabels(changed.map(labelOf)),
    examples: mixed(changed, labelOf).map(shown),
  });
  return {
    schemes: schemesBetween(before, after, schemes, draw),
    alertsADay: {
      difference: (after.length - before.length) / Math.max(1, days.length),
      ...rangeOf(days, before, after, draw),
    },
    gained: alerts(change.gained),
    lost: alerts(change.lost),
    changed: {
      count: change.changed.length,
      ids: change.changed.map(({ after }) => after.id),
      examples: change.changed
        .slice(0, MOST_EXAMPLES)
        .map((pair) => ({ before: shown(pair.before), after: shown(pair.after) })),
    },
    same: change.same,
    payments: {
      gained: listed(change.payments.gained),
      lost: listed(change.payments.lost),
      same: change.payments.same,
    },
  };
}

function countingOf({ measured, result }: MeasuredSet): Labelled<FoundAlert, FoundScheme>[] {
  const shadow = new Set(result.rules.filter(({ mode }) => mode === "shadow").map(({ rule }) => rule));
  return measured.labelled.filter(({ alert }) => !shadow.has(alert.rule.id));
}

/** Some of each label, so that a person sees what is right and what is wrong. */
function mixed(alerts: readonly FoundAlert[], labelOf: (alert: FoundAlert) => Label): FoundAlert[] {
  const piles = (["scheme", "honest", "unlabelled"] as const).map((label) =>
    alerts.filter((alert) => labelOf(alert) === label),
  );
  const longest = Math.max(...piles.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => piles.flatMap((pile) => pile.slice(i, i + 1)))
    .flat()
    .slice(0, MOST_EXAMPLES);
}

function schemesBetween(
  before: readonly Labelled<FoundAlert, FoundScheme>[],
  after: readonly Labelled<FoundAlert, FoundScheme>[],
  schemes: readonly FoundScheme[],
  draw: Draw,
): ChangeShown["schemes"] {
  const old = new Set(before.flatMap((labelled) => labelled.schemes));
  const fresh = new Set(after.flatMap((labelled) => labelled.schemes));
  const steps = schemes.filter(isReal).map((scheme) => Number(fresh.has(scheme)) - Number(old.has(scheme)));
  return {
    gained: [...fresh].filter((scheme) => !old.has(scheme)).map(schemeShown),
    lost: [...old].filter((scheme) => !fresh.has(scheme)).map(schemeShown),
    difference: sum(steps),
    ...interval(intervalOf(steps, sum, draw)),
  };
}

function rangeOf(
  days: readonly number[],
  before: readonly Labelled<FoundAlert>[],
  after: readonly Labelled<FoundAlert>[],
  draw: Draw,
) {
  const steps = new Map(days.map((day) => [day, 0]));
  const count = (labelled: readonly Labelled<FoundAlert>[], step: number) => {
    for (const { alert } of labelled) steps.set(alert.day, (steps.get(alert.day) ?? 0) + step);
  };
  count(before, -1);
  count(after, 1);
  return interval(intervalOf([...steps.values()], (sample) => sum(sample) / sample.length, draw));
}

function interval(range: Interval | undefined): { interval?: Interval } {
  return range === undefined ? {} : { interval: range };
}

function listed({ count, amountCents }: Listed): PaymentsChanged {
  return { count, amount: formatCents(amountCents) };
}

function countLabels(labels: readonly Label[]): Record<Label, number> {
  const counts = { scheme: 0, honest: 0, unlabelled: 0 };
  for (const label of labels) counts[label]++;
  return counts;
}

function sum(figures: readonly number[]): number {
  let total = 0;
  for (const figure of figures) total += figure;
  return total;
}
