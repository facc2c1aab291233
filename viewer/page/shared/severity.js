import { element } from "./element.js";

/** @typedef {import("../../shownRule").ShownRule} ShownRule */

/** Worst first. */
export const SEVERITIES = /** @type {const} */ (["critical", "high", "medium", "low"]);

const WORDS = { critical: "Critical", high: "High", medium: "Medium", low: "Low" };

/** In a word, and as bars of which more are filled the worse it is. @param {ShownRule["severity"]} severity */
export function severityMark(severity) {
  return element("span", { class: "severity", "data-severity": severity }, WORDS[severity]);
}

/** Tells that a rule runs to be tried out. */
export function shadowBadge() {
  return element(
    "span",
    { class: "badge shadow", title: "A rule that is tried out: its alerts count for nothing" },
    "Shadow",
  );
}
