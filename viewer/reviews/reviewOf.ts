import { subjectKey } from "../../reviews/decision";
import { isDecided, type Made, type Review, type ReviewLog } from "../../reviews/reviewLog";
import { printable } from "../../transforms/alertText";
import type { Reviewed } from "../alertEntry";
import { centsOf, decimalOf } from "../cents";
import type { ShownReview } from "./shownReview";

/** Of a note: every page loads it for every alert. */
const MAX_NOTE_CHARACTERS = 200;

/** The alert under which decisions about this one lie: itself, or one that it has replaced. */
export function threadOf(log: ReviewLog, { id, supersedes }: Pick<Reviewed, "id" | "supersedes">): string {
  if (log.review(id) !== undefined) return id;
  const newestMs = (alert: string) => log.review(alert)?.history.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  const before = supersedes.filter((alert) => log.review(alert) !== undefined);
  return before.reduce((best, alert) => (newestMs(alert) > newestMs(best) ? alert : best), before[0] ?? id);
}

/**
 * What people have decided about an alert, at a time (epoch ms); undefined where that is nothing. What was confirmed or dismissed is
 * open again once its total is `reopenFactor` times what it was then.
 */
export function reviewOf(
  log: ReviewLog,
  alert: Reviewed,
  { reopenFactor, nowMs }: { reopenFactor: number; nowMs: number },
): ShownReview | undefined {
  const review = log.review(threadOf(log, alert));
  const snooze = log.snooze(subjectKey({ rule: alert.ruleId || undefined, subject: [...alert.subject] }));
  const isPutOff = snooze?.untilMs !== undefined && snooze.untilMs > nowMs;
  if (review === undefined && !isPutOff) return undefined;
  return {
    ...(review === undefined ? { state: "open" } : shownState(review, alert.totalAmount, reopenFactor)),
    ...(isPutOff && { snoozed: shownSnooze(snooze) }),
  };
}

function shownState({ state, last, after }: Review, totalAmount: string, reopenFactor: number): ShownReview {
  if (last === undefined) return { state, after };
  const made: ShownReview = { state, after, by: printable(last.by), atMs: last.atMs };
  if (last.note !== undefined) made.note = shortNote(last.note);
  const [now, then] = [centsOf(totalAmount), centsOf(last.upon.totalAmount)];
  if (!isDecided(state) || now <= then) return made;
  made.grewBy = decimalOf(now - then);
  const isOpenAgain = now * 1_000n >= then * BigInt(Math.round(reopenFactor * 1_000));
  return isOpenAgain ? { ...made, state: "open", reopened: state } : made;
}

function shownSnooze({ untilMs = 0, by, note = "" }: Made): ShownReview["snoozed"] {
  return { untilMs, by: printable(by), note: shortNote(note) };
}

function shortNote(note: string): string {
  const characters = [...note];
  if (characters.length <= MAX_NOTE_CHARACTERS) return printable(note);
  return `${printable(characters.slice(0, MAX_NOTE_CHARACTERS).join(""))}…`;
}
