import { beam, register } from "../beam/sdk";
import type { Alert } from "./alert";

/** Parts alerts of rules that are tried out from those that count. */
export function splitShadow() {
  return beam.withName("splitShadow", (alerts: beam.PCollection<Alert>) =>
    alerts.flatMap(beam.withName("byMode", byMode)).apply(beam.split(["live", "shadow"])),
  ) as (alerts: beam.PCollection<Alert>) => { live: beam.PCollection<Alert>; shadow: beam.PCollection<Alert> };
}

export function byMode(alert: Alert): ({ live: Alert } | { shadow: Alert })[] {
  return [alert.rule?.mode === "shadow" ? { shadow: alert } : { live: alert }];
}

register("splitShadow", { byMode });
