import { baseCurrency } from "../../payment/formats/inputFormat";
import type { Finding } from "../../rules/finding";
import type { Lane } from "../../rules/stream/lane";
import { viewLane } from "../../rules/stream/viewLane";
import type { Alert } from "../../transforms/alert";
import { findingAlert } from "../../transforms/findingAlert";
import { rulesOf } from "../../transforms/rulesText";
import { sumLane } from "../../transforms/sumLane";
import type { RuleSetSettings } from "../judgeByRules";
import { alertRuleOf, type DetectionSettings } from "../oneRule";

/** What a run is to find, as it travels to threads: alerts, or all that rules find, which alerts have no room for. */
export type Wanted =
  | { alerts: DetectionSettings | RuleSetSettings }
  | {
      findings: Pick<RuleSetSettings, "rules" | "maxFutureSkewMs" | "maxRecordBytes" | "format" | "duplicatesWithinMs">;
    };

/** What a run finds, as it is found. */
export interface Told<T> {
  windows(count: number): void;
  found(one: T): void;
}

// biome-ignore lint/suspicious/noExplicitAny: what a lane holds is its own affair
type Lanes = Lane<any>[];

/** How payments are to be gathered and judged, for what is wanted. */
export function lanesFor(wanted: Wanted, { windows, found }: Told<Alert | Finding>): Lanes {
  if ("findings" in wanted) {
    const { views } = rulesOf(wanted.findings.rules);
    return views.map((view) => viewLane(view, { windows, found }));
  }
  const { alerts } = wanted;
  if (!("rules" in alerts)) return [sumLane(alerts.window, alertRuleOf(alerts), { windows, alert: found })];
  const { views } = rulesOf(alerts.rules);
  const currency = baseCurrency(alerts.format);
  const tell = (finding: Finding) => found(findingAlert(finding, "ON_TIME", currency));
  return views.map((view) => viewLane(view, { windows, found: tell }));
}
