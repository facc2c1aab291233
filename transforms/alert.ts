import { createHash } from "node:crypto";

/** Which payments are summed together: those of an (origin, target) pair, or all of one account. */
export const GROUPINGS = ["pair", "origin", "target"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * When an alert was sent: EARLY as the running sum crosses the limit, ON_TIME when the window has ended, LATE when a
 * payment came after that.
 */
export type AlertTiming = "EARLY" | "ON_TIME" | "LATE";

/** A payment as evidence. */
export interface AlertTransaction {
  /** ISO 8601, UTC. */
  timestamp: string;
  origin: string;
  target: string;
  /** Decimal. */
  amount: string;
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
  grouping: Grouping;
  /** Absent when grouped by target. */
  origin?: string;
  /** Absent when grouped by origin. */
  target?: string;
  windowStart: string;
  /** Exclusive: in a session, the last payment plus the gap. */
  windowEnd: string;
  firstTransaction: string;
  lastTransaction: string;
  totalAmount: string;
  count: number;
  threshold: string;
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
  /**
   * Ids that this alert replaces: all that parts of this session may have been alerted under, whether they were or not.
   * Upserting by `id` and deleting these leaves one alert a session. Up to 385 ids, enough for a session as long as 385
   * gaps; for any length, a final alert replaces those of its key that start after it and up to its last transaction.
   */
  supersedes?: string[];
}

/**
 * The id of the alert of a group's window: the same in every run over the same payments. `startMs`, in epoch ms: where a
 * sliding window starts; of a session the start of the slot in which it starts (`slotStart`).
 */
export function alertId(grouping: Grouping, key: string, startMs: number): string {
  return createHash("sha256").update(`${grouping}\0${key}\0${startMs}`).digest("hex").slice(0, 32);
}
