import type { Condition } from "./conditions/condition";
import type { Alerting, Mode, Severity } from "./file/ruleSchema";
import type { SlotKind } from "./folds/slot";
import type { KeyKind } from "./keys/key";
import type { SummaryName } from "./names/summaryName";
import type { Interval } from "./summary/summary";
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
  /** Of a version among others; a rule without is in force at all times. */
  lived?: Lived;
}

export const ALWAYS: Interval = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

/** The time of one version of a rule that has a history; times in epoch ms. */
export interface Lived {
  /** A window is judged by the version in force at its last payment. */
  inForce: Interval;
  /** Payments that it sees: of its own time, and that of the versions before and after that gather as it does. */
  era: Interval;
}
