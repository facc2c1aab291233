import { flowsOf, largestSum } from "../drawing/flows.js";
import { drawGraph } from "../drawing/payGraph.js";
import { accountsOf } from "../list/filter.js";
import { account, element } from "../shared/element.js";
import { figure } from "../shared/figure.js";
import { centsAsMoney, money, timeSpan } from "../shared/format.js";
import { drawAlerts } from "./alertChart.js";
import { ruleCounts } from "./ruleCounts.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

/** More would be a knot, and names would lie upon one another; on a phone even sooner. */
const mostInGraph = () => (innerWidth < 900 ? { flows: 9, accounts: 12 } : { flows: 16, accounts: 20 });
const MOST_IN_A_COLUMN = 10;
const BUSIEST = 6;

/**
 * What the listed alerts say together: sums, alerts over time, who pays whom. Returns what takes the drawings away.
 * @param {HTMLElement} place
 * @param {AlertSummary[]} alerts
 * @param {{ onAccount: (account: string) => void, onRule: (rule: string) => void }} actions
 */
export async function showOverview(place, alerts, { onAccount, onRule }) {
  const chart = element("div", { class: "chart", role: "img", "aria-label": "Alerts over time, by last payment" });
  const graph = element("div", {
    class: "graph tall",
    role: "img",
    "aria-label": "Graph of who pays whom; the list below tells the largest",
  });
  if (alerts.length === 0) {
    place.replaceChildren(
      element("p", { class: "quiet" }, "Sums, a timeline and a graph of who pays whom appear with the first alert."),
    );
    return () => {};
  }
  const flows = flowsOf(alerts);
  const drawn = largest(flows);
  place.replaceChildren(
    element("h2", {}, "Overview"),
    figures(alerts),
    ...ruleCounts(alerts, onRule),
    element("h3", {}, "Alerts over time"),
    chart,
    element("h3", {}, "Who pays whom"),
    element("p", { class: "hint" }, hint(drawn.length, flows.length)),
    graph,
    element("h3", {}, "Largest flows"),
    busiest(flows, onAccount),
  );
  const removeChart = drawAlerts(chart, alerts);
  const removeGraph = await drawGraph(graph, drawn, { columnOf: columnsOf(drawn), onAccount });
  return () => {
    removeChart();
    removeGraph();
  };
}

/** As many as can be drawn. @param {import("../drawing/payGraph.js").Flow[]} flows largest first */
function largest(flows) {
  const most = mostInGraph();
  const accounts = new Set();
  const fitting = flows.slice(0, most.flows).findIndex(({ origin, target }) => {
    accounts.add(origin).add(target);
    return accounts.size > most.accounts;
  });
  return flows.slice(0, fitting < 0 ? most.flows : fitting);
}

/**
 * Payers on the left, paid on the right, where no account is both and they find room above one another.
 * @param {import("../drawing/payGraph.js").Flow[]} flows
 */
function columnsOf(flows) {
  const payers = new Set(flows.map(({ origin }) => origin));
  const paid = new Set(flows.map(({ target }) => target));
  if ([...payers].some((name) => paid.has(name)) || Math.max(payers.size, paid.size) > MOST_IN_A_COLUMN)
    return undefined;
  return (/** @type {string} */ name) => (payers.has(name) ? 0 : 1);
}

/** @param {number} drawn @param {number} all */
function hint(drawn, all) {
  return drawn < all
    ? `The ${drawn} largest of ${all.toLocaleString("en")} flows. Choose an account to filter by it.`
    : "Choose an account to filter by it.";
}

/** @param {AlertSummary[]} alerts */
function figures(alerts) {
  let largest = alerts[0];
  const accounts = new Set();
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const alert of alerts) {
    if (Number(alert.totalAmount) > Number(largest.totalAmount)) largest = alert;
    for (const name of accountsOf(alert)) accounts.add(name);
    [first, last] = [Math.min(first, alert.firstMs), Math.max(last, alert.lastMs)];
  }
  return element(
    "dl",
    { class: "figures" },
    figure("Alerts", alerts.length.toLocaleString("en")),
    figure("Accounts", accounts.size.toLocaleString("en")),
    // Several rules may count the same payments.
    ...(alerts.some(({ rule }) => rule !== undefined) ? [] : [figure("Total", centsAsMoney(largestSum(alerts)))]),
    figure("Largest", money(largest.totalAmount)),
    figure("Time covered", timeSpan(last - first)),
  );
}

/** @param {import("../drawing/payGraph.js").Flow[]} flows @param {(account: string) => void} onAccount */
function busiest(flows, onAccount) {
  const button = (/** @type {string} */ name) => {
    const created = element("button", { type: "button", class: "link" }, account(name));
    created.addEventListener("click", () => onAccount(name));
    return created;
  };
  return element(
    "ol",
    { class: "flows" },
    ...flows
      .slice(0, BUSIEST)
      .map(({ origin, target, amount }) =>
        element(
          "li",
          {},
          element(
            "span",
            { class: "pair-line" },
            button(origin),
            element("span", { class: "arrow" }, element("span", { class: "unseen" }, " to ")),
            button(target),
          ),
          element("span", { class: "sum" }, money(amount.toFixed(2))),
        ),
      ),
  );
}
