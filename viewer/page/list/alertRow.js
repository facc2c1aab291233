import { reviewBadges, reviewVersion } from "../decisions/reviewBadge.js";
import { element, account as plainAccount } from "../shared/element.js";
import { counted, instant, money, TIMING_NAMES } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** The status in words; colour only repeats it. @param {AlertSummary["timing"]} timing */
export function badge(timing) {
  return element("span", { class: "badge", "data-timing": timing }, TIMING_NAMES[timing]);
}

/**
 * Who paid whom, in one line.
 * @param {Pick<AlertSummary, "origin" | "target" | "subject" | "others" | "otherCount"> & { morePairs?: boolean }} alert
 * @param {(name: string) => Node} [account] how an account is written
 */
export function pairLine(alert, account = plainAccount) {
  const { origin, target, subject, others = [], otherCount = 0, morePairs = false } = alert;
  const side = (/** @type {string | undefined} */ name) =>
    name !== undefined
      ? account(name)
      : otherCount === 1
        ? account(others[0])
        : element("span", { class: "many" }, `${morePairs ? "over " : ""}${counted(otherCount, "account")}`);
  if (subject === undefined) return line(side(origin), "to", side(target));
  return line(side(subject[0]), "to and from", side(subject[1]));
}

/** @param {Node} left @param {"to" | "to and from"} word @param {Node} right */
function line(left, word, right) {
  const kind = word === "to" ? "arrow" : "arrow both";
  const arrow = element("span", { class: kind }, element("span", { class: "unseen" }, ` ${word} `));
  return element("span", { class: "pair-line" }, left, arrow, right);
}

/** A row of the list, yet to be filled. @param {AlertSummary} alert */
export function alertRow(alert) {
  return element("div", { role: "row", class: "row", tabindex: "-1", "data-id": alert.id });
}

/**
 * Shows an alert in its row; returns whether it is another revision than the one before.
 * @param {HTMLElement} row
 * @param {AlertSummary} alert
 * @param {boolean} isMarked
 */
export function fillRow(row, alert, isMarked) {
  const nowMs = Date.now();
  const revision = `${alert.revision} ${alert.timing}`;
  const shown = `${revision} ${reviewVersion(alert, nowMs)} ${isMarked}`;
  if (row.dataset.shown === shown) return false;
  const isRevised = row.dataset.revision !== undefined && row.dataset.revision !== revision;
  row.dataset.revision = revision;
  row.dataset.shown = shown;
  row.classList.toggle("marked", isMarked);
  row.classList.toggle("decided", alert.review?.state === "confirmed" || alert.review?.state === "dismissed");
  row.replaceChildren(
    amountCell(money(alert.totalAmount), isMarked),
    cell("severity-place", ...(alert.rule === undefined ? [] : [severityMark(alert.rule.severity)])),
    cell("rule", ...ruleName(alert)),
    cell("pair", pairLine(alert)),
    cell(
      "parts",
      alert.count.toLocaleString("en"),
      element("span", { class: "unit" }, alert.count === 1 ? " part" : " parts"),
    ),
    cell("first", instant(alert.firstMs)),
    cell("last", instant(alert.lastMs)),
    cell("status", badge(alert.timing), ...reviewBadges(alert, nowMs)),
  );
  return isRevised;
}

/** Sums of forty digits are cut. @param {string} amount @param {boolean} isMarked */
function amountCell(amount, isMarked) {
  const mark = element("span", { class: "mark-sign" }, "✓", element("span", { class: "unseen" }, " marked, "));
  return element("span", { role: "gridcell", class: "amount", title: amount }, ...(isMarked ? [mark] : []), amount);
}

/** @param {AlertSummary} alert */
function ruleName({ rule }) {
  if (rule === undefined) return [element("span", { class: "many" }, "without a rule")];
  const name = element("span", { class: "rule-id", title: rule.title }, rule.id);
  return rule.mode === "shadow" ? [name, shadowBadge()] : [name];
}

/** @param {string} name @param {...(Node | string)} children */
function cell(name, ...children) {
  return element("span", { role: "gridcell", class: name }, ...children);
}
