import { account, element } from "./element.js";
import { counted, instant, money, TIMING_NAMES } from "./format.js";

/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */

/** The status in words; colour only repeats it. @param {AlertSummary["timing"]} timing */
export function badge(timing) {
  return element("span", { class: "badge", "data-timing": timing }, TIMING_NAMES[timing]);
}

/**
 * Who paid whom, in one line.
 * @param {Pick<AlertSummary, "origin" | "target" | "others" | "otherCount"> & { morePairs?: boolean }} alert
 */
export function pairLine({ origin, target, others = [], otherCount = 0, morePairs = false }) {
  const side = (/** @type {string | undefined} */ name) =>
    name !== undefined
      ? account(name)
      : otherCount === 1
        ? account(others[0])
        : element("span", { class: "many" }, `${morePairs ? "over " : ""}${counted(otherCount, "account")}`);
  const arrow = element("span", { class: "arrow" }, element("span", { class: "unseen" }, " to "));
  return element("span", { class: "pair-line" }, side(origin), arrow, side(target));
}

/** A row of the list. @param {AlertSummary} alert */
export function alertRow(alert) {
  const row = element("div", { role: "row", class: "row", tabindex: "-1", "data-id": alert.id });
  fillRow(row, alert);
  return row;
}

/** @param {HTMLElement} row @param {AlertSummary} alert */
export function fillRow(row, alert) {
  row.dataset.revision = String(alert.revision);
  row.dataset.timing = alert.timing;
  row.replaceChildren(
    cell("amount", money(alert.totalAmount)),
    cell("pair", pairLine(alert)),
    cell("parts", String(alert.count), element("span", { class: "unit" }, alert.count === 1 ? " part" : " parts")),
    cell("first", instant(alert.firstMs)),
    cell("last", instant(alert.lastMs)),
    cell("status", badge(alert.timing)),
  );
}

/** @param {string} name @param {...(Node | string)} children */
function cell(name, ...children) {
  return element("span", { role: "gridcell", class: name }, ...children);
}
