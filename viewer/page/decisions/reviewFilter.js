import { isPutOff, isWaiting, stateOf } from "./reviewActions.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** What the filter calls those that who reads has taken. */
export const MINE = "mine";

/** @param {Pick<AlertSummary, "review">} alert @param {string} choice of the filter, "" for all @param {{ nowMs: number, me: string | null }} context `me`: who reads */
export function isOfChoice(alert, choice, { nowMs, me }) {
  if (choice === "") return true;
  if (choice === "open") return isWaiting(alert, nowMs);
  if (choice === "snoozed") return isPutOff(alert, nowMs);
  if (choice === MINE) return stateOf(alert.review) === "taken" && me !== null && alert.review?.by === me;
  return stateOf(alert.review) === choice;
}

/** The same choice as the viewer's API is asked for it; what is put off is left out as in the list. @param {string} choice @param {string | null} me @returns {Record<string, string>} */
export function reviewParams(choice, me) {
  if (choice === "") return { snoozed: "no" };
  if (choice === "open") return { review: choice, snoozed: "no" };
  return choice === MINE ? { review: "taken", ...(me === null ? {} : { reviewer: me }) } : { review: choice };
}
