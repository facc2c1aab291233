import { beam, register } from "../beam/sdk";
import type { Alert } from "./alert";
import { type AlertRule, makeAlert } from "./makeAlert";
import type { WindowSum } from "./sumByWindow";

interface RaiseSettings {
  rule: AlertRule;
  alertsOnTime: beam.Counter;
  alertsLate: beam.Counter;
}

/** Makes an alert of each sum above the limit. */
export function raiseAlerts(rule: AlertRule) {
  return beam.withName("raiseAlerts", (sums: beam.PCollection<WindowSum>) =>
    sums.flatMap(beam.withName("toAlert", toAlert), {
      rule,
      alertsOnTime: beam.counter("alertsOnTime"),
      alertsLate: beam.counter("alertsLate"),
    }),
  );
}

export function toAlert({ key, sum, timing }: WindowSum, settings: RaiseSettings): Alert[] {
  (timing === "LATE" ? settings.alertsLate : settings.alertsOnTime).increment();
  return [makeAlert(key, sum, timing, settings.rule)];
}

register("raiseAlerts", { toAlert });
