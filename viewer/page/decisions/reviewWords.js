import { counted, instant, money, timeSpan } from "../shared/format.js";

/** @typedef {import("../../reviews/shownReview").ShownReview} ShownReview */
/** @typedef {import("../../reviews/shownReview").ShownDecision} ShownDecision */
/** @typedef {import("../../reviews/shownReview").DecisionsAnswer["decisions"][number]} Decided */
/** @typedef {import("../../../reviews/decision").Action} Action */
/** @typedef {{ confirmed: number, dismissed: number, open: number, medianMs: number | null }} Outcomes */

const MINUTE_MS = 60_000;

/** @type {Record<ShownReview["state"], string>} */
export const STATE_NAMES = {
  open: "Open",
  taken: "Taken",
  escalated: "Escalated",
  confirmed: "Confirmed",
  dismissed: "Dismissed",
};

export const PUT_OFF = "Put off";

/** What has been done. @type {Record<Action, string>} */
export const DONE_NAMES = {
  take: "Taken",
  release: "Released",
  confirm: "Confirmed",
  dismiss: "Dismissed",
  escalate: "Escalated",
  reopen: "Reopened",
  snooze: PUT_OFF,
  undo: "Taken back",
};

/** What people decided about an alert, in sentences. @param {ShownReview | undefined} review @param {number} nowMs @returns {string[]} */
export function reviewWords(review, nowMs) {
  if (review === undefined) return ["Open"];
  const putOff = putOffWords(review, nowMs);
  const isUntouched = review.state === "open" && review.by === undefined;
  return isUntouched && putOff.length > 0 ? putOff : [stateWords(review, nowMs), ...putOff];
}

/** @param {ShownReview} review @param {number} nowMs */
function stateWords({ state, by, atMs, note, grewBy, reopened }, nowMs) {
  if (reopened !== undefined) {
    const grown = grewBy === undefined ? "it has grown" : `its total has grown by ${money(grewBy)}`;
    return `Open again: ${grown} since it was ${withNote(`${reopened}${who(by)}${on(atMs)}`, note)}`;
  }
  if (state === "open") return by === undefined ? "Open" : withNote(`Open again${who(by)}${ago(atMs, nowMs)}`, note);
  const isDecided = state === "confirmed" || state === "dismissed";
  const text = withNote(`${STATE_NAMES[state]}${who(by)}${isDecided ? on(atMs) : ago(atMs, nowMs)}`, note);
  return grewBy === undefined ? text : `${text} (the total grew by ${money(grewBy)} since)`;
}

/** @param {ShownReview} review @param {number} nowMs */
function putOffWords({ snoozed }, nowMs) {
  if (snoozed === undefined || snoozed.untilMs <= nowMs) return [];
  const { untilMs, by, note } = snoozed;
  return [withNote(`${PUT_OFF} until ${instant(untilMs)} UTC${who(by)}`, note)];
}

/** @param {string} [by] */
function who(by) {
  return by === undefined ? "" : ` by ${by}`;
}

/** @param {number} [atMs] */
function on(atMs) {
  return atMs === undefined ? "" : ` on ${instant(atMs)} UTC`;
}

/** In whole minutes. @param {number | undefined} atMs @param {number} nowMs */
function ago(atMs, nowMs) {
  if (atMs === undefined) return "";
  const minutes = Math.floor((nowMs - atMs) / MINUTE_MS);
  return minutes < 1 ? ", just now" : `, ${timeSpan(minutes * MINUTE_MS)} ago`;
}

/** @param {string} text @param {string} [note] */
function withNote(text, note) {
  return note === undefined || note.trim() === "" ? text : `${text}: ${note}`;
}

/** One decision of many about an alert. @param {ShownDecision} decision */
export function decisionWords({ action, by, note, untilMs }) {
  const until = untilMs === undefined ? "" : ` until ${instant(untilMs)} UTC`;
  return withNote(`${DONE_NAMES[action]}${until} by ${by}`, note);
}

/** Why a decision does not count. @param {string} [word] as the viewer says it */
export function notDoneWords(word) {
  return word === undefined ? "This does not count." : `This does not count: ${sentence(word)}`;
}

/** @param {string} text */
function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** How many of several decisions count, and why the others do not. @param {Action} action @param {Decided[]} decided */
export function countWords(action, decided) {
  /** @type {Map<string, number>} */
  const reasons = new Map();
  for (const { outcome, word = "it was refused" } of decided) {
    if (outcome !== "counts") reasons.set(word, (reasons.get(word) ?? 0) + 1);
  }
  const counting = decided.filter(({ outcome }) => outcome === "counts").length;
  return {
    done: counting === 0 ? "" : `${DONE_NAMES[action]}: ${counted(counting, "alert")}.`,
    notDone: [...reasons].map(([word, count]) => `${counted(count, "alert")} not: ${sentence(word)}`).join(" "),
  };
}

/** What came of a rule's alerts, and how soon. @param {Outcomes} outcomes */
export function outcomesWords({ confirmed, dismissed, open, medianMs }) {
  const numbers = [confirmed, dismissed, open].map((number) => number.toLocaleString("en"));
  const counts = `Confirmed ${numbers[0]}, dismissed ${numbers[1]}, open ${numbers[2]}`;
  const decided = confirmed + dismissed;
  if (decided === 0) return counts;
  const right = `${counts}: ${Math.round((100 * confirmed) / decided)} % of what was decided was right`;
  return medianMs === null ? right : `${right}; half of the decisions came within ${within(medianMs)}`;
}

/** Nobody needs the seconds of minutes. @param {number} ms */
function within(ms) {
  return timeSpan(ms < MINUTE_MS ? Math.ceil(ms / 1_000) * 1_000 : Math.ceil(ms / MINUTE_MS) * MINUTE_MS);
}
