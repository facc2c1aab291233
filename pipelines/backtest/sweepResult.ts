import { show, type Value } from "../../rules/conditions/units";
import { accountsIn, figuresOf } from "../../scoring/figures";
import { isReal, labelAlerts, type Truth } from "../../scoring/label";
import { wantedOf } from "../../scoring/measureRules";
import type { FoundAlert } from "./foundAlert";
import type { FoundScheme } from "./labels/labelledScheme";
import type { SweepPointResult, SweepResult } from "./result";
import { type SweepPlan, TRIED } from "./variants";

/** What each point of a sweep finds; the present setting is a point of its own where the sweep does not have it. */
export function sweepResult(
  { rule, sweeps, points }: SweepPlan,
  title: string,
  parameters: ReadonlyMap<string, Value>,
  alertsOf: (variant: string) => readonly FoundAlert[],
  truth: Truth<FoundScheme>,
  days: number,
): SweepResult {
  const real = truth.schemes.filter(isReal);
  const wanted = wantedOf(rule, real);
  const suspects = accountsIn(real);
  const present = Object.fromEntries(
    sweeps.map(({ parameter }) => [parameter, show(parameters.get(parameter) as Value)]),
  );
  const isPresent = (values: Record<string, string>) =>
    Object.entries(present).every(([name, value]) => values[name] === value);
  const point = (name: string, values: Record<string, string>): SweepPointResult => {
    const own = alertsOf(name).filter((alert) => alert.rule.id === rule);
    const { alerts, schemes } = figuresOf(labelAlerts(own, truth), wanted, suspects, days);
    const { scheme, honest, unlabelled, count, aDay, precision } = alerts;
    const { found, of, recall } = schemes;
    return {
      values,
      present: isPresent(values),
      alerts: count,
      aDay,
      labels: { scheme, honest, unlabelled },
      found,
      of,
      precision,
      recall,
    };
  };
  const swept = points.map(({ name, values }) => point(name, values));
  return {
    rule,
    title,
    parameters: sweeps.map(({ parameter, values }) => ({ name: parameter, values, present: present[parameter] })),
    points: swept.some((one) => one.present) ? swept : [...swept, point(TRIED, present)],
  };
}
