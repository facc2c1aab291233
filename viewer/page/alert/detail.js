import { sumFlows } from "../drawing/flows.js";
import { drawGraph } from "../drawing/payGraph.js";
import { drawPayments, hasUnlisted } from "../drawing/paymentChart.js";
import { element } from "../shared/element.js";
import { centsAsMoney, counted, instant, money, timeSpan, toCents, withCurrency } from "../shared/format.js";
import { columnsOf } from "./columns.js";
import { detailHead } from "./detailHead.js";
import { evidenceTable } from "./evidenceTable.js";
import { pairsOf } from "./others.js";
import { ruleFacts } from "./ruleFacts.js";
import { shownReason } from "./shownReason.js";
import { statusText } from "./statusText.js";
import { waysOf } from "./ways.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** More would be a knot. */
const MOST_FLOWS = 40;
/** Where more accounts stand above one another, the drawing is taller. */
const FEW_IN_A_COLUMN = 4;

/**
 * All that is known of an alert. Returns what takes the drawings away.
 * @param {HTMLElement} place
 * @param {Alert} alert
 * @param {{ related: import("../drawing/payGraph.js").Flow[], isOpen: boolean, onAccount: (account: string) => void, onClose: () => void, onStep: (step: number) => void, decision: HTMLElement }} context `decision`: what people decided, which stays as it is; `related`: flows of other alerts with the same accounts; `isOpen`: whether payments may still come into its window
 */
export async function showDetail(place, alert, { related, isOpen, onAccount, onClose, onStep, decision }) {
  const own = sumFlows(
    alert.transactions.map(({ origin, target, amount }) => ({ origin, target, amount: Number(amount) })),
  );
  const columns = columnsOf(alert, own);
  const chart = element("div", { class: "chart", role: "img", "aria-label": chartText(alert) });
  const isTall = columns !== undefined && columns.flows.length > FEW_IN_A_COLUMN;
  const graph = element("div", {
    class: isTall ? "graph tall" : "graph",
    role: "img",
    "aria-label": columns?.text ?? "Graph of who pays whom around these accounts",
  });
  replaceAround(place, [detailHead(alert, onClose, onStep)], decision, [
    element("p", { class: alert.withdrawn ? "reason withdrawn" : "reason" }, shownReason(alert)),
    ...ruleFacts(alert),
    facts(alert, isOpen),
    element("h3", {}, "Timeline"),
    legend(alert),
    ...leftOut(alert),
    chart,
    element("h3", {}, "Who pays whom"),
    element("p", { class: "hint" }, columns?.text ?? graphHint(related.length > 0)),
    graph,
    element("h3", {}, "Evidence"),
    evidenceTable(alert),
  ]);
  const removeChart = drawPayments(chart, alert);
  const marked = new Set(
    columns === undefined ? own.flatMap(({ origin, target }) => [origin, target]) : [columns.account],
  );
  const flows = columns?.flows ?? sumFlows([...own, ...related]).slice(0, MOST_FLOWS);
  const removeGraph = await drawGraph(graph, flows, { marked, columnOf: columns?.columnOf, onAccount });
  return () => {
    removeChart();
    removeGraph();
  };
}

/** Leaves one element where it is, with what is written in it and the focus. @param {HTMLElement} place @param {Node[]} before @param {HTMLElement} kept @param {Node[]} after */
function replaceAround(place, before, kept, after) {
  if (kept.parentNode !== place) place.append(kept);
  for (const child of [...place.childNodes]) if (child !== kept) child.remove();
  kept.before(...before);
  kept.after(...after);
}

/** @param {boolean} hasRelated */
function graphHint(hasRelated) {
  return hasRelated
    ? "Filled: accounts of this alert. Others: who else they deal with in the alerts shown."
    : "The accounts of this alert.";
}

/** @param {Alert} alert @param {boolean} isOpen */
function facts(alert, isOpen) {
  const first = Date.parse(alert.firstTransaction);
  const last = Date.parse(alert.lastTransaction);
  return element(
    "dl",
    { class: "facts" },
    ...fact("Total", withCurrency(money(alert.totalAmount), alert.currency)),
    ...aboveLimit(alert),
    ...fact("Payments", counted(alert.count, "payment")),
    ...fact("Time between first and last", last > first ? timeSpan(last - first) : "all at once"),
    ...(alert.threshold === undefined ? fact("Window", `until ${instant(Date.parse(alert.windowEnd))} UTC`) : []),
    ...fact("First payment", `${instant(first)} UTC`),
    ...fact("Last payment", `${instant(last)} UTC`),
    ...pairsFact(alert),
    ...fact("Status", statusText(alert, isOpen), "wide"),
    ...fact("Alert id", element("code", {}, alert.id), "wide"),
  );
}

/** @param {Alert} alert */
function pairsFact(alert) {
  if (alert.grouping === "pair" || alert.grouping === "between") return [];
  return fact("Pairs", element("span", { class: "pairs" }, ...pairsOf(alert)), "wide");
}

/** @param {Alert} alert */
function aboveLimit({ totalAmount, threshold }) {
  if (threshold === undefined) return [];
  const over = toCents(totalAmount) - toCents(threshold);
  return fact("Above the limit by", over > 0n ? centsAsMoney(over) : "0.00");
}

/** @param {string} name @param {Node | string} value @param {string} [kind] */
function fact(name, value, kind = "") {
  return [element("div", { class: kind }, element("dt", {}, name), element("dd", {}, value))];
}

/** What the timeline's marks stand for. @param {Alert} alert */
function legend(alert) {
  const ways = waysOf(alert);
  const keys =
    ways === undefined
      ? [key("bar", "payment"), key("sum", "running sum")]
      : [
          key("bar", ways.names[0]),
          key("sum", `${ways.names[0]} so far`),
          key("bar second", ways.names[1]),
          key("sum second", `${ways.names[1]} so far`),
        ];
  const limit = alert.threshold === undefined ? [] : [key("limit", `limit ${money(alert.threshold)}`)];
  const whole = hasUnlisted(alert) && ways === undefined ? [key("whole", `total ${money(alert.totalAmount)}`)] : [];
  return element("p", { class: "hint legend" }, ...keys, ...limit, ...whole);
}

/** Where a running sum ends below the total. @param {Alert} alert */
function leftOut(alert) {
  const { count, transactions } = alert;
  if (!hasUnlisted(alert)) return [];
  const listed = transactions.length.toLocaleString("en");
  return [
    element("p", { class: "hint" }, `Drawn are the ${listed} of ${counted(count, "payment")} that the alert lists.`),
  ];
}

/** @param {string} kind @param {string} text */
function key(kind, text) {
  return element("span", { class: `key ${kind}` }, text);
}

/** @param {Alert} alert */
function chartText({ count, totalAmount, threshold }) {
  const limit = threshold === undefined ? "" : `, above the limit of ${money(threshold)}`;
  const sum = count === 1 ? "of" : "adding up to";
  return `${counted(count, "payment")} ${sum} ${money(totalAmount)}${limit}`;
}
