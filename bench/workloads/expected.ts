import { slotStart } from "../../rules/windows/sessionSlots";
import { type Expected, reference } from "../../test/live/support/reference";
import { alertId } from "../../transforms/alert";
import type { Workload } from "./workload";

/** What a contender must find in a workload. */
export interface Expectation {
  /** Every alert, as the plain reference works it out. */
  alerts: Map<string, Expected>;
  /** For each alert's id, how many payments its final revision must hold. */
  countById: Map<string, number>;
  /** The most sessions at once that have begun and can still be corrected. */
  peakOpenSessions: number;
}

interface ExpectedRule {
  gapMs: number;
  thresholdCents: number;
  allowedLatenessMs: number;
}

export function expectationOf(
  workload: Workload,
  { gapMs, thresholdCents, allowedLatenessMs }: ExpectedRule,
): Expectation {
  // Every session, in order to count the open ones.
  const sessions = reference(linesOf(workload), { gapMs, thresholdCents: -1n });
  const alerts = new Map([...sessions].filter(([, { total }]) => total > BigInt(thresholdCents)));
  const idOf = (key: string, startMs: number) => alertId("pair", key, slotStart(startMs, { gapMs, maxSessionMs: 0 }));
  const countById = new Map([...alerts.values()].map(({ key, start, count }) => [idOf(key, start), count]));
  return { alerts, countById, peakOpenSessions: mostAtOnce([...sessions.values()], allowedLatenessMs) };
}

function* linesOf(workload: Workload): Generator<string> {
  for (const { value } of workload.records()) yield String(value);
}

/** The most intervals [start, end + `moreMs`) that any moment lies in. */
export function mostAtOnce(intervals: { start: number; end: number }[], moreMs: number): number {
  const starts = Float64Array.from(intervals, ({ start }) => start).sort();
  const ends = Float64Array.from(intervals, ({ end }) => end + moreMs).sort();
  let most = 0;
  for (let begun = 0, ended = 0; begun < starts.length; begun++) {
    while (ends[ended] <= starts[begun]) ended++;
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
}
