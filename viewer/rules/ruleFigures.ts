import type { RuleOutcomes } from "../reviews/ruleOutcomes";
import type { VersionCounts } from "../versionCounts";

/** What is counted of rules. */
export interface RuleFigures {
  /** Alerts in view. */
  counts: VersionCounts;
  /** What people found alerts to be, where they decide. */
  outcomes?: RuleOutcomes;
}
