import { createHash } from "node:crypto";
import type { Mode, Severity } from "../rules/file/ruleSchema";
import type { Subject } from "../rules/keys/key";
import type { KeyName } from "../rules/keys/keys";
import type { Fact } from "../rules/reason";

/** Which payments are summed together: those of an (origin, target) pair, or all of one account. */
export const GROUPINGS = ["pair", "origin", "target"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * When an alert was sent: EARLY as the running sum crosses the limit, ON_TIME when the window has ended, LATE when a
 * payment came after that.
 */
export type AlertTiming = "EARLY" | "ON_TIME" | "LATE";

/** `total 10500 > 10000`: values as a person reads them. */
export type AlertFact = Omit<Fact, "isTime">;

/** Measures of an alert at most; a condition can ask for more. */
export const MAX_MEASURES = 100;

/** A payment as evidence. */
export interface AlertTransaction {
  /** ISO 8601, UTC. */
  timestamp: string;
  origin: string;
  target: string;
  /** Decimal. */
  amount: string;
  /** The payment's own, where the input says it. */
  id?: string;
  /** What was paid, where that was converted: a decimal with all digits that its currency has. */
  originalAmount?: string;
  /** Of the original amount, by ISO 4217. */
  currency?: string;
}

/** What the pipeline writes to `fraud`: key = `id`, value = this as JSON. Times are ISO 8601 UTC, amounts decimals. */
export interface Alert {
  /** Stays the same over revisions, restarts and replays: the topic can be compacted, a consumer can upsert. */
  id: string;
  /** The highest wins. 0 for EARLY; for the others twice `count`, and one more. */
  revision: number;
  timing: AlertTiming;
  /** True once the window has ended. */
  final: boolean;
  /** The rule that raised it; absent where it is the one of the options `--gap`, `--threshold`, …. */
  rule?: { id: string; version: number; title: string; severity: Severity; mode: Mode };
  /** What was gathered together: of a rule its key. */
  grouping: KeyName;
  /** Whom it is about, where a rule raised it. */
  subject?: Subject;
  /** The account that paid, where the grouping names it. */
  origin?: string;
  /** The account that was paid, where the grouping names it. */
  target?: string;
  windowStart: string;
  /** Exclusive: in a session, the last payment plus the gap. */
  windowEnd: string;
  firstTransaction: string;
  lastTransaction: string;
  totalAmount: string;
  /** Of all amounts but the original ones, where payments say their currencies. */
  currency?: string;
  count: number;
  /** Of the one rule of the options. */
  threshold?: string;
  /** What the rule's condition asked for, by name, as a person reads it: `{ "total": "10500", "payers": "7" }`. */
  measures?: Record<string, string>;
  /** What the rule's condition compared, and whether it came out so. */
  facts?: AlertFact[];
  /** The earliest payments, by time; `truncated` tells that there are more. */
  transactions: AlertTransaction[];
  truncated: boolean;
  /** When grouped by one account: who the others are, by name, as many as fit. */
  pairs?: { origin: string; target: string }[];
  /** How many there are in all: exact up to 4,096. */
  pairCount?: number;
  /** True where there are more than `pairCount`. */
  morePairs?: boolean;
  /** One sentence for a person. */
  reason: string;
  /** True where the rule does not hold for all payments of the window, while it may have been said to for fewer of them. */
  withdrawn?: true;
  /**
   * Ids that this alert replaces: all that parts of this session may have been alerted under, whether they were or not.
   * Upserting by `id` and deleting these leaves one alert a session. Up to 385 ids, enough for a session as long as 385
   * gaps; for any length, a final alert replaces those of its key that start after it and up to its last transaction.
   */
  supersedes?: string[];
}

/**
 * A window only ever gains payments, so their number orders all that is said of it once it has ended, in every run and
 * after any restart. A warning ranks below: it may count payments that are then too late for the window.
 */
export function revisionOf(count: number, final: boolean): number {
  return final ? 2 * count + 1 : 0;
}

/**
 * The id of the alert of a group's window: the same in every run over the same payments. `startMs`, in epoch ms: where a
 * sliding window starts; of a session the start of the slot in which it starts (`slotStart`).
 */
export function alertId(grouping: Grouping, key: string, startMs: number): string {
  return createHash("sha256").update(`${grouping}\0${key}\0${startMs}`).digest("hex").slice(0, 32);
}
