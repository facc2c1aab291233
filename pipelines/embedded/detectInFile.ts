import type { Alert } from "../../transforms/alert";
import type { RuleSetSettings } from "../judgeByRules";
import type { DetectionSettings } from "../oneRule";
import type { FileRun } from "./fileRun";
import { byStart, type Found } from "./found";
import { runShards } from "./runShards";

export interface DetectRun extends FileRun {
  settings: DetectionSettings | RuleSetSettings;
}

/** The alerts of a file of payments. Throws `TooMuchDisorder` where a payment comes later than the disorder allows. */
export async function detectInFile({ settings, ...run }: DetectRun): Promise<Found> {
  const alerts: Alert[] = [];
  const read = await runShards(run, { alerts: settings }, (alert) => alerts.push(alert as Alert));
  return { ...read, alerts: alerts.sort(byStart) };
}
