import { parseTransaction, type Transaction } from "../../payment/transaction";
import { detect } from "../../rules/detect";
import { findingId } from "../../rules/finding";
import type { RuleSet } from "../../rules/ruleSet";
import { slotStart } from "../../rules/windows/sessionSlots";
import { type Expected, reference } from "../../test/live/support/reference";
import { alertId } from "../../transforms/alert";
import { KEYS_OF, type ViewRule } from "./viewRules";
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

/** What rules with these views, keys and limits must find, by the same plain walk for each. */
export function expectationByView(
  workload: Workload,
  views: readonly ViewRule[],
  { gapMs, allowedLatenessMs }: Pick<ExpectedRule, "gapMs" | "allowedLatenessMs">,
): Expectation {
  const alerts = new Map<string, Expected>();
  const countById = new Map<string, number>();
  const sessions: Expected[] = [];
  for (const { key: id, limitCents } of views) {
    const all = reference(linesOf(workload), { gapMs, thresholdCents: -1n, keysOf: KEYS_OF[id] });
    for (const [place, session] of all) {
      sessions.push(session);
      if (session.total <= BigInt(limitCents)) continue;
      alerts.set(`${id} ${place}`, session);
      const slotMs = slotStart(session.start, { gapMs, maxSessionMs: 0 });
      countById.set(findingId({ id }, session.key, slotMs), session.count);
    }
  }
  return { alerts, countById, peakOpenSessions: mostAtOnce(sessions, allowedLatenessMs) };
}

/** What these rules must find, as plain functions of them do. */
export function expectationByRules(workload: Workload, rules: RuleSet): Expectation {
  const payments = [...linesOf(workload)].map((line) => parseTransaction(line, Number.POSITIVE_INFINITY));
  const found = detect(rules, payments as Transaction[]);
  const alerts = found.map(({ rule, key, windowStartMs: start, windowEndMs: end, totalCents, count }) => {
    const about = `${rule.id} ${key.text}`;
    return [`${about}@${start}`, { key: about, start, end, total: BigInt(totalCents), count }] as const;
  });
  const countById = new Map(found.map(({ id, weight }) => [id, weight]));
  return { alerts: new Map(alerts), countById, peakOpenSessions: Number.NaN };
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
