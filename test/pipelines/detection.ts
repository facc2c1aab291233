import { formatTransaction, type Transaction } from "../../payment/transaction";
import type { DetectionSettings } from "../../pipelines/oneRule";
import { GAP_MS } from "../transforms/payments";

/** Sessions of pairs, above 10,000, as by default. */
export function settings(overrides: Partial<DetectionSettings> = {}): DetectionSettings {
  return {
    grouping: "pair",
    window: sessionWindow(),
    thresholdCents: 1_000_000,
    maxEvidence: 100,
    maxFutureSkewMs: 300_000,
    maxRecordBytes: 65_536,
    windowText: "session",
    early: false,
    ...overrides,
  };
}

export function sessionWindow(maxSessionMs = 0, gapMs = GAP_MS): DetectionSettings["window"] {
  return { kind: "session", gapMs, maxSessionMs, sizeMs: 0, everyMs: 0, allowedLatenessMs: 0 };
}

export function slidingWindow(sizeMs = 600_000, everyMs = 120_000): DetectionSettings["window"] {
  return { kind: "sliding", gapMs: GAP_MS, maxSessionMs: 0, sizeMs, everyMs, allowedLatenessMs: 0 };
}

export function lines(payments: Transaction[]): string[] {
  return payments.map(formatTransaction);
}
