import type { Condition } from "./conditions/condition";
import type { Alerting, Mode, Severity } from "./file/ruleSchema";
import type { SlotKind } from "./folds/slot";
import type { KeyKind } from "./keys/key";
import type { SummaryName } from "./names/summaryName";
import type { Window } from "./windows/window";

/** A rule that has been checked. */
export interface Rule {
  id: string;
  version: number;
  title: string;
  severity: Severity;
  mode: Mode;
  alerting: Alerting;
  key: KeyKind;
  window: Window;
  /** Which payments take part; all where it is missing. */
  where?: Condition;
  when: Condition;
  /** What `when` asks for. */
  names: readonly SummaryName[];
  /** What has to be kept for that. */
  slots: readonly SlotKind[];
}
