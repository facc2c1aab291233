import { badge, pairLine } from "./alertRow.js";
import { account, element } from "./element.js";
import { evidenceTable } from "./evidenceTable.js";
import { sumFlows } from "./flows.js";
import { centsAsMoney, counted, instant, money, TIMING_NAMES, timeSpan, toCents } from "./format.js";
import { drawGraph } from "./payGraph.js";
import { drawPayments } from "./paymentChart.js";

/** @typedef {import("../../transforms/alert").Alert} Alert */
/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */

const STATUS_TEXT = {
  EARLY: "The sum has crossed the limit; the session is still open and may grow.",
  ON_TIME: "The session has ended; this is its whole sum.",
  LATE: "A payment came in late; this replaces what was shown before.",
};

/**
 * All that is known of an alert. Returns what takes the drawings away.
 * @param {HTMLElement} place
 * @param {Alert} alert
 * @param {{ related: import("./payGraph.js").Flow[], onAccount: (account: string) => void, onClose: () => void }} context `related`: flows of other alerts with the same accounts
 */
export async function showDetail(place, alert, { related, onAccount, onClose }) {
  const chart = element("div", { class: "chart", role: "img", "aria-label": chartText(alert) });
  const graph = element("div", {
    class: "graph",
    role: "img",
    "aria-label": "Graph of who pays whom around these accounts",
  });
  const own = sumFlows(
    alert.transactions.map(({ origin, target, amount }) => ({ origin, target, amount: Number(amount) })),
  );
  place.replaceChildren(
    head(alert, onClose),
    element("p", { class: "reason" }, alert.reason),
    facts(alert),
    element("h3", {}, "Timeline"),
    element(
      "p",
      { class: "hint legend" },
      key("bar", "payment"),
      key("sum", "running sum"),
      key("limit", `limit ${money(alert.threshold ?? "0")}`),
    ),
    chart,
    element("h3", {}, "Who pays whom"),
    element(
      "p",
      { class: "hint" },
      related.length === 0
        ? "The accounts of this alert."
        : "Filled: accounts of this alert. Others: who else they deal with in the alerts shown.",
    ),
    graph,
    element("h3", {}, "Evidence"),
    evidenceTable(alert),
  );
  const removeChart = drawPayments(chart, alert);
  const marked = new Set(own.flatMap(({ origin, target }) => [origin, target]));
  const removeGraph = await drawGraph(graph, sumFlows([...own, ...related]).slice(0, 40), { marked, onAccount });
  return () => {
    removeChart();
    removeGraph();
  };
}

/** The accounts on the other side that the alert names. @param {Alert} alert */
function otherAccounts({ grouping, pairs, transactions }) {
  if (grouping === "pair") return [];
  return [...new Set((pairs ?? transactions).map((pair) => (grouping === "origin" ? pair.target : pair.origin)))];
}

/** @param {Alert} alert @param {() => void} onClose */
function head(alert, onClose) {
  const others = otherAccounts(alert);
  const close = element("button", { type: "button", class: "close" }, "Close");
  close.addEventListener("click", onClose);
  const copy = element("button", { type: "button" }, "Copy link");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href).catch(() => {});
    copy.textContent = "Copied";
    setTimeout(() => copy.replaceChildren("Copy link"), 2_000);
  });
  return element(
    "header",
    { class: "detail-head" },
    element(
      "h2",
      { id: "detail-title", tabindex: "-1" },
      element("span", { class: "total" }, money(alert.totalAmount)),
      pairLine({ ...alert, others, otherCount: Math.max(alert.pairCount ?? 0, others.length) }),
    ),
    element("div", { class: "detail-actions" }, badge(alert.timing), copy, close),
  );
}

/** Pairs named in the facts; the alert's own list may be shorter than their number, too. */
const MAX_NAMED = 20;

/** With whom the account dealt, where payments are grouped by one account. @param {Alert} alert */
function pairsOf(alert) {
  const others = otherAccounts(alert);
  const named = others
    .slice(0, MAX_NAMED)
    .flatMap((name, index) => (index === 0 ? [account(name)] : [", ", account(name)]));
  const more = Math.max(alert.pairCount ?? 0, others.length) - Math.min(others.length, MAX_NAMED);
  if (more > 0 || alert.morePairs) named.push(` and ${alert.morePairs ? "over " : ""}${counted(more, "more pair")}`);
  return named;
}

/** @param {Alert} alert */
function facts(alert) {
  const over = toCents(alert.totalAmount) - toCents(alert.threshold ?? "0");
  const first = Date.parse(alert.firstTransaction);
  const last = Date.parse(alert.lastTransaction);
  return element(
    "dl",
    { class: "facts" },
    ...fact("Total", money(alert.totalAmount)),
    ...fact("Above the limit by", over > 0n ? centsAsMoney(over) : "0.00"),
    ...fact("Payments", counted(alert.count, "payment")),
    ...fact("Time between first and last", last > first ? timeSpan(last - first) : "all at once"),
    ...fact("First payment", `${instant(first)} UTC`),
    ...fact("Last payment", `${instant(last)} UTC`),
    ...(alert.grouping === "pair" ? [] : fact("Pairs", element("span", { class: "pairs" }, ...pairsOf(alert)), "wide")),
    ...fact(
      "Status",
      `${TIMING_NAMES[alert.timing]}, revision ${alert.revision}. ${STATUS_TEXT[alert.timing]}`,
      "wide",
    ),
    ...fact("Alert id", element("code", {}, alert.id), "wide"),
  );
}

/** @param {string} name @param {Node | string} value @param {string} [kind] */
function fact(name, value, kind = "") {
  return [element("div", { class: kind }, element("dt", {}, name), element("dd", {}, value))];
}

/** @param {string} kind @param {string} text */
function key(kind, text) {
  return element("span", { class: `key ${kind}` }, text);
}

/** @param {Alert} alert */
function chartText({ count, totalAmount, threshold }) {
  return `${counted(count, "payment")} adding up to ${money(totalAmount)}, above the limit of ${money(threshold ?? "0")}`;
}
