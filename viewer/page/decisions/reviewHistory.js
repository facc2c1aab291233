import { element } from "../shared/element.js";
import { instant } from "../shared/format.js";
import { decisionWords } from "./reviewWords.js";

/** @typedef {import("../../reviews/shownReview").ShownDecision} ShownDecision */

/** All decisions about an alert, the newest first. @param {ShownDecision[]} history the newest last */
export function reviewHistory(history) {
  return element(
    "ol",
    { class: "review-history", "aria-label": "Decisions, newest first" },
    ...history.toReversed().map(line),
  );
}

/** @param {ShownDecision} decision */
function line(decision) {
  const words = decisionWords(decision);
  return element(
    "li",
    {},
    element("span", { class: "when" }, `${instant(decision.atMs)} UTC`),
    element("span", { class: "what" }, ...(decision.undone ? [element("s", {}, words), " (taken back)"] : [words])),
  );
}
