import { beam } from "../beam/sdk";
import type { Alert } from "./alert";

/**
 * Early and final alerts as one collection. Beam flattens only what has the same windows, and what a sink gets needs
 * none any more.
 */
export function allAlerts(warnings: beam.PCollection<Alert>, alerts: beam.PCollection<Alert>): beam.PCollection<Alert> {
  const inNoWindow = () => beam.windowInto<Alert, beam.GlobalWindow>(beam.globalWindows());
  return beam
    .P([
      warnings.apply(beam.withName("warningsOfAllWindows", inNoWindow())),
      alerts.apply(beam.withName("alertsOfAllWindows", inNoWindow())),
    ])
    .apply(beam.withName("allAlerts", beam.flatten<Alert>()));
}
