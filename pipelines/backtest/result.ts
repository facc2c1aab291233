import type { Mode, Severity } from "../../rules/file/ruleSchema";
import type { Interval } from "../../scoring/bootstrap";
import type { Label } from "../../scoring/label";
import type { Measured } from "../../scoring/measureRules";

/** All that a backtest found out: `report.json`. Amounts are decimals, times ISO 8601 in UTC, durations in ms. */
export interface Backtest {
  archive: {
    /** The file, or the topic. */
    file: string;
    payments: number;
    amount: string;
    firstAt: string;
    lastAt: string;
    days: number;
    disorderMs: number;
    deadLetters: Record<string, number>;
  };
  labels: LabelsShown;
  /** What a person should know before he believes a figure, a line each. */
  notes: string[];
  /** To be read aloud. */
  sentence: string;
  tried: RuleSetResult;
  /** Of `--against`. */
  against?: RuleSetResult;
  change?: ChangeShown;
  sweeps: SweepResult[];
  seed: number;
}

export interface LabelsShown {
  truth?: string;
  reviews?: string;
  /** Whether what no label names is honest. */
  complete: boolean;
  schemes: number;
  payments: number;
  /** Schemes by kind. */
  kinds: Record<string, number>;
}

/** What is measured, with its amount as text. */
export type MeasuredShown = Omit<Measured, "amountCents"> & { amount: string };

export interface RuleResult extends MeasuredShown {
  rule: string;
  title: string;
  severity: Severity;
  mode: Mode;
  /** Whether the truth says for some scheme that this rule is there for it; otherwise all count. */
  wanted: "expected" | "all";
  /** Alerts none of whose payments any other rule's alerts list. */
  alone: number;
  /** The largest of its alerts about honest payments, or without a label. */
  worst: AlertShown[];
}

export interface RuleSetResult {
  file: string;
  all: MeasuredShown;
  rules: RuleResult[];
  /** `shared[a][b]`: alerts of rule a that share a payment with one of rule b. */
  shared: number[][];
  /** Alerts by UTC day of their last payment. */
  daily: ({ day: string } & Record<Label, number>)[];
  /** The largest schemes that no rule found which counts, and how many there are. */
  missed: { count: number; largest: SchemeShown[] };
}

export interface PaymentShown {
  timestamp: string;
  origin: string;
  target: string;
  amount: string;
}

export interface AlertShown {
  id: string;
  rule: string;
  title: string;
  about: string;
  windowStart: string;
  windowEnd: string;
  total: string;
  count: number;
  reason: string;
  label: Label;
  /** Ids of the schemes that it is about. */
  schemes: string[];
  payments: PaymentShown[];
}

export interface SchemeShown {
  id: string;
  kind: string;
  total: string;
  count: number;
  payments: PaymentShown[];
}

export interface ChangeShown {
  /** To be read aloud. */
  sentence: string;
  schemes: { gained: SchemeShown[]; lost: SchemeShown[]; difference: number; interval?: Interval };
  alertsADay: { difference: number; interval?: Interval };
  gained: AlertsChanged;
  lost: AlertsChanged;
  changed: { count: number; ids: string[]; examples: { before: AlertShown; after: AlertShown }[] };
  same: number;
  payments: { gained: PaymentsChanged; lost: PaymentsChanged; same: number };
}

export interface AlertsChanged {
  count: number;
  ids: string[];
  labels: Record<Label, number>;
  examples: AlertShown[];
}

export interface PaymentsChanged {
  count: number;
  amount: string;
}

export interface SweepResult {
  rule: string;
  title: string;
  parameters: { name: string; values: string[]; present: string }[];
  points: SweepPointResult[];
}

export interface SweepPointResult {
  /** By parameter; those of the present setting are as the file has them. */
  values: Record<string, string>;
  present: boolean;
  alerts: number;
  aDay: number;
  labels: Record<Label, number>;
  found: number;
  of: number;
  precision?: number;
  recall?: number;
}
