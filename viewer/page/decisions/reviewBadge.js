import { element } from "../shared/element.js";
import { isPutOff } from "./reviewActions.js";
import { PUT_OFF, STATE_NAMES } from "./reviewWords.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** How far people are with an alert, in a word; nothing where nobody has begun. @param {AlertSummary} alert @param {number} nowMs */
export function reviewBadges(alert, nowMs) {
  const { review } = alert;
  if (review === undefined) return [];
  if (isPutOff(alert, nowMs)) return [badge(PUT_OFF, "snoozed", review.snoozed?.by)];
  if (review.reopened !== undefined) return [badge("Has grown", "reopened", review.by)];
  if (review.state === "open") return [];
  return [badge(STATE_NAMES[review.state], review.state, review.by)];
}

/** @param {string} word @param {string} state @param {string} [by] */
function badge(word, state, by) {
  const name = by === undefined ? [] : [element("span", { class: "unseen" }, ` by ${by}`)];
  return element(
    "span",
    { class: "badge", "data-review": state, ...(by === undefined ? {} : { title: by }) },
    word,
    ...name,
  );
}

/** What a row shows of it, to see whether anything has changed. @param {AlertSummary} alert @param {number} nowMs */
export function reviewVersion(alert, nowMs) {
  const { review } = alert;
  return `${review?.state} ${review?.by} ${review?.reopened} ${isPutOff(alert, nowMs)}`;
}
