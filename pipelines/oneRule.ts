import type { InputFormat } from "../payment/formats/inputFormat";
import type { Grouping } from "../transforms/alert";
import type { AlertRule } from "../transforms/makeAlert";
import type { WindowSettings } from "../transforms/windowTransactions";

/** A detection by the one rule that options make. */
export interface DetectionSettings {
  grouping: Grouping;
  window: WindowSettings;
  thresholdCents: number;
  /** Payments listed in an alert at most. */
  maxEvidence: number;
  /** How far a payment may lie ahead of the clock, in ms. */
  maxFutureSkewMs: number;
  /** A longer record is a dead letter. */
  maxRecordBytes: number;
  /** How payments are written; lines where it is left out. */
  format?: InputFormat;
  /** How long a payment is known by its id, in ms, so that copies of it do not count; never where it is left out. */
  duplicatesWithinMs?: number;
  /** The window in words, for the reason of an alert: `session with pauses under 10m`. */
  windowText: string;
  /** Also warn at the moment when the sum of a session that is still open crosses the limit. */
  early: boolean;
}

/** What the alerts of the one rule say about it. */
export function alertRuleOf({
  grouping,
  window,
  maxEvidence,
  thresholdCents,
  windowText,
}: DetectionSettings): AlertRule {
  const { gapMs, maxSessionMs } = window;
  const sessions = window.kind === "session" ? { gapMs, maxSessionMs } : undefined;
  return { grouping, thresholdCents, maxEvidence, windowText, sessions };
}
