import { evidenceTable } from "../alert/evidenceTable.js";
import { flowsOf } from "../drawing/flows.js";
import { drawGraph } from "../drawing/payGraph.js";
import { drawPayments } from "../drawing/paymentChart.js";
import { accountsOf } from "../list/filter.js";
import { ruleCounts } from "../overview/ruleCounts.js";
import { askWhileOpen } from "../shared/askWhileOpen.js";
import { account, element } from "../shared/element.js";
import { counted } from "../shared/format.js";
import { alertsPart, counterparties, figures, key, neighbours, statementOf } from "./accountParts.js";

/** @typedef {import("../../accounts/accountAnswer").AccountAnswer} AccountAnswer */
/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../drawing/payGraph.js").Flow} Flow */

/** More would be a knot. */
const MOST_OWN_FLOWS = 12;
const MOST_FURTHER_FLOWS = 16;

/**
 * The room of an account: money in and out, alerts over rules, with whom it dealt, and who is two payments away.
 * @param {HTMLElement} place
 * @param {{ alerts: () => AlertSummary[], onAccount: (account: string) => void, onList: (account: string) => void, onRule: (rule: string, account: string) => void }} parts `alerts`: all that are here; `onList`: the list of those that name the account
 */
export function createAccountRoom(place, { alerts, onAccount, onList, onRule }) {
  let name = "";
  let drawn = "";
  /** One drawing after the other. */
  let work = Promise.resolve(() => {});

  /** @param {AccountAnswer} answer */
  function show(answer) {
    const text = JSON.stringify(answer);
    if (text === drawn) return;
    drawn = text;
    work = work
      .then(async (remove) => {
        remove();
        return draw(answer);
      })
      .catch((error) => {
        console.error(error);
        return () => {};
      });
  }

  /** @param {AccountAnswer} answer */
  async function draw(answer) {
    const chart = element("div", { class: "chart", role: "img", "aria-label": "Payments of the account over time" });
    const graph = element("div", {
      class: "graph tall",
      role: "img",
      "aria-label": "Who pays whom around the account; the list beside tells with whom it dealt",
    });
    const focused = document.activeElement;
    const focusedHref = focused instanceof HTMLAnchorElement && place.contains(focused) ? focused.hash : "";
    const scroll = place.scrollTop;
    const statement = statementOf(answer);
    place.replaceChildren(
      head(answer),
      figures(answer),
      ...(answer.isPartial
        ? [
            element(
              "p",
              { class: "hint" },
              "Some alerts list a part of their payments only, so the sums may be larger.",
            ),
          ]
        : []),
      ...ruleCounts(answer.alerts, (rule) => onRule(rule, name)),
      element("h2", {}, "Payments over time"),
      element(
        "p",
        { class: "hint legend" },
        ...["In", "In so far"].map((text, i) => key(i === 0 ? "bar" : "sum", text)),
        key("bar second", "Out"),
        key("sum second", "Out so far"),
      ),
      chart,
      element("div", { class: "account-parts" }, counterparties(answer), neighbours(graph)),
      ...alertsPart(answer),
      element("h2", {}, "Payments"),
      ...(answer.morePayments > 0
        ? [
            element(
              "p",
              { class: "hint" },
              `The newest ${answer.payments.length.toLocaleString("en")}; ${counted(answer.morePayments, "older one")} are left out.`,
            ),
          ]
        : []),
      evidenceTable(statement),
    );
    place.scrollTop = scroll;
    for (const link of focusedHref === "" ? [] : place.querySelectorAll("a")) {
      if (link.hash === focusedHref) link.focus({ preventScroll: true });
    }
    const removeChart = drawPayments(chart, statement);
    const own = answer.counterparties.slice(0, MOST_OWN_FLOWS).flatMap(flowsWith);
    const flows = [...own, ...further(own)];
    const removeGraph = await drawGraph(graph, flows, { marked: new Set([answer.name]), onAccount });
    return () => {
      removeChart();
      removeGraph();
    };
  }

  /** @param {AccountAnswer["counterparties"][number]} counterparty @returns {Flow[]} */
  function flowsWith({ name: other, paid, received }) {
    return [
      ...(paid.count > 0 ? [{ origin: name, target: other, amount: Number(paid.amount) }] : []),
      ...(received.count > 0 ? [{ origin: other, target: name, amount: Number(received.amount) }] : []),
    ];
  }

  /** Flows of other alerts with those it deals with: who is two payments away. @param {Flow[]} own */
  function further(own) {
    const near = new Set(own.flatMap(({ origin, target }) => [origin, target]));
    near.delete(name);
    const others = alerts().filter((alert) => accountsOf(alert).some((other) => near.has(other)));
    return flowsOf(others)
      .filter(({ origin, target }) => origin !== name && target !== name && (near.has(origin) || near.has(target)))
      .slice(0, MOST_FURTHER_FLOWS);
  }

  /** @param {AccountAnswer} answer */
  function head({ name: shown }) {
    const list = element("button", { type: "button" }, "Filter the list by it");
    list.addEventListener("click", () => onList(name));
    return element(
      "header",
      { class: "detail-head" },
      element(
        "h2",
        { id: "account-title", tabindex: "-1" },
        element("span", { class: "rule-line" }, "Account"),
        account(shown),
      ),
      element("div", { class: "detail-actions" }, list),
    );
  }

  function tellNone() {
    drawn = "";
    place.replaceChildren(
      element("h2", {}, account(name)),
      element(
        "p",
        { class: "quiet" },
        "No alert in view names this account: there is none, it is older than what the viewer keeps, or the name is written in another way.",
      ),
    );
  }

  const room = askWhileOpen(place, "", { show, tellNone });
  return {
    /** @param {string} next name of the account, "" for none */
    open(next) {
      if (next !== "" && next !== name) {
        drawn = "";
        place.scrollTop = 0;
      }
      name = next === "" ? name : next;
      room.open(next !== "", `/api/accounts/${encodeURIComponent(name)}`);
    },
    /** Draws again, in new colours. */
    repaint() {
      drawn = "";
    },
  };
}
