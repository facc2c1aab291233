import { TIMING_NAMES } from "../shared/format.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */

const OF_THE_OPTIONS = {
  EARLY: "The sum has crossed the limit; the session is still open and may grow.",
  ENDED: "The sum has crossed the limit. By the payments known then the session has ended; no final sum has come yet.",
  ON_TIME: "The session has ended; this is its whole sum.",
  LATE: "A payment came in late; this replaces what was shown before.",
};
const OF_A_RULE = {
  EARLY: "The rule holds for the payments so far; its window is still open, and more may come.",
  ENDED: "The rule held for the payments known then. Their window has ended; nothing final has come yet.",
  ON_TIME: "The window has ended; the rule holds for all of its payments.",
  LATE: "A payment came in late; this replaces what was shown before.",
};
const WITHDRAWN = "The rule does not hold for all payments of the window; the alert is no longer listed.";

/** How far an alert has come, in a sentence or two. @param {Pick<Alert, "timing" | "revision" | "rule" | "withdrawn">} alert @param {boolean} isOpen whether payments may still come into its window */
export function statusText({ timing, revision, rule, withdrawn }, isOpen) {
  if (withdrawn) return `Withdrawn, revision ${revision}. ${WITHDRAWN}`;
  const text = (rule === undefined ? OF_THE_OPTIONS : OF_A_RULE)[timing === "EARLY" && !isOpen ? "ENDED" : timing];
  const shadow = rule?.mode === "shadow" ? " The rule is tried out: its alerts count for nothing." : "";
  return `${TIMING_NAMES[timing]}, revision ${revision}. ${text}${shadow}`;
}
