import type { StoredRecord } from "../kafka/logTopic";
import { createReviewLog, type Outcome, type ReviewLog } from "./reviewLog";

/** What became of a record of the topic. */
export interface ReadDecision {
  offset: bigint;
  /** Epoch ms, by the broker's clock. */
  appendedMs: number;
  outcome: Outcome;
}

/** The topic of decisions, read to its end. */
export interface ReadReviews {
  log: ReviewLog;
  decisions: readonly ReadDecision[];
}

/** Folds records in their order, as the viewer does. */
export function readReviews(records: readonly StoredRecord[]): ReadReviews {
  const log = createReviewLog();
  const decisions = records.map(({ offset, appendedMs, text }) => ({
    offset,
    appendedMs,
    outcome: log.take(text, appendedMs),
  }));
  return { log, decisions };
}

/** `4 decisions, 1 late, 0 refused, 0 malformed`: of what was sent twice, one counts. */
export function countsText(decisions: readonly ReadDecision[]): string {
  const count = (wanted: Outcome["kind"]) => decisions.filter(({ outcome }) => outcome.kind === wanted).length;
  const counts = count("counts");
  return `${counts} decision${counts === 1 ? "" : "s"}, ${count("late")} late, ${count("refused")} refused, ${count("malformed")} malformed`;
}
