/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../reviews/shownReview").ShownReview} ShownReview */
/** @typedef {import("../../../reviews/decision").Action} Action */

/** What the buttons are called. @type {Record<Action, string>} */
export const ACTION_NAMES = {
  take: "Take",
  release: "Release",
  confirm: "Confirm",
  dismiss: "Dismiss",
  escalate: "Escalate",
  reopen: "Reopen",
  snooze: "Put off …",
  undo: "Undo",
};

/** What can be done about an alert in each state, beside what is always possible. @type {Record<ShownReview["state"], Action[]>} */
const OF_STATE = {
  open: ["take", "confirm", "dismiss", "escalate"],
  taken: ["release", "confirm", "dismiss", "escalate"],
  escalated: ["take", "confirm", "dismiss", "reopen"],
  confirmed: ["reopen"],
  dismissed: ["reopen"],
};

/** Those after which nothing is left to be done about an alert. @type {ReadonlySet<Action>} */
export const CLOSING = new Set(/** @type {const} */ (["confirm", "dismiss", "snooze"]));

/** @param {ShownReview} [review] */
export function stateOf(review) {
  return review?.state ?? "open";
}

/** What can be done about an alert, in the order of its buttons. @param {ShownReview} [review] */
export function actionsOf(review) {
  return [...OF_STATE[stateOf(review)], /** @type {Action} */ ("snooze")];
}

/** Whether alerts of its rule about its subject are put off. @param {Pick<AlertSummary, "review">} alert @param {number} nowMs */
export function isPutOff({ review }, nowMs) {
  return review?.snoozed !== undefined && review.snoozed.untilMs > nowMs;
}

/** Whether nobody has it and nothing was decided about it. @param {Pick<AlertSummary, "review">} alert @param {number} nowMs */
export function isWaiting(alert, nowMs) {
  return stateOf(alert.review) === "open" && !isPutOff(alert, nowMs);
}
