import type { Finding } from "../../rules/finding";
import { type SeveralSets, severalSets } from "../../rules/severalSets";
import type { Lane } from "../../rules/stream/lane";
import { viewLane } from "../../rules/stream/viewLane";
import type { Alert } from "../../transforms/alert";
import { findingAlert } from "../../transforms/findingAlert";
import { type RulesText, rulesOf } from "../../transforms/rulesText";
import { sumLane } from "../../transforms/sumLane";
import type { RuleSetSettings } from "../judgeByRules";
import { alertRuleOf, type DetectionSettings } from "../oneRule";

/** What was found, and by which of the rule sets, ascending: rules that are the same in several are judged once. */
export interface FoundBySets {
  finding: Finding;
  sets: readonly number[];
}

/** What a run is to find, as it travels to threads. */
export type Wanted =
  | { alerts: DetectionSettings | RuleSetSettings }
  | { sets: readonly RulesText[]; maxFutureSkewMs: number; maxRecordBytes: number };

/** What a run finds, as it is found. */
export interface Told<T> {
  windows(count: number): void;
  found(one: T): void;
}

// biome-ignore lint/suspicious/noExplicitAny: what a lane holds is its own affair
type Lanes = Lane<any>[];

/** How payments are to be gathered and judged, for what is wanted. */
export function lanesFor(wanted: Wanted, { windows, found }: Told<Alert | FoundBySets>): Lanes {
  if ("sets" in wanted) {
    const { views, setsOf }: SeveralSets = severalSets(wanted.sets.map(rulesOf), wanted.sets[0].maxEvidence);
    return views.map((view) =>
      viewLane(view, { windows, found: (rule, finding) => found({ finding, sets: setsOf(rule) }) }),
    );
  }
  const { alerts } = wanted;
  if (!("rules" in alerts)) return [sumLane(alerts.window, alertRuleOf(alerts), { windows, alert: found })];
  const { views } = rulesOf(alerts.rules);
  return views.map((view) =>
    viewLane(view, { windows, found: (_, finding) => found(findingAlert(finding, "ON_TIME")) }),
  );
}
