import { badge, pairLine } from "../list/alertRow.js";
import { addressOf } from "../shared/address.js";
import { element } from "../shared/element.js";
import { figure } from "../shared/figure.js";
import { centsAsMoney, counted, instant, money, toCents, withCurrency } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";
import { accountLink } from "./accountLink.js";

/** @typedef {import("../../accounts/accountAnswer").AccountAnswer} AccountAnswer */
/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

const MOST_ALERTS = 50;
const MOST_COUNTERPARTIES = 20;

/** @param {AccountAnswer} answer */
export function figures({ received, paid, currency, alerts, moreAlerts, counterparties, moreCounterparties }) {
  const kept = toCents(received.amount) - toCents(paid.amount);
  const sum = (/** @type {AccountAnswer["paid"]} */ { amount }) => withCurrency(money(amount), currency);
  return element(
    "dl",
    { class: "figures" },
    figure(`In, ${counted(received.count, "payment")}`, sum(received)),
    figure(`Out, ${counted(paid.count, "payment")}`, sum(paid)),
    figure(kept < 0n ? "More out than in by" : "Kept", withCurrency(centsAsMoney(kept < 0n ? -kept : kept), currency)),
    figure("Alerts", (alerts.length + moreAlerts).toLocaleString("en")),
    figure("Accounts it dealt with", (counterparties.length + moreCounterparties).toLocaleString("en")),
  );
}

/** Its payments as an alert has them, for what draws those: oldest first. @param {AccountAnswer} answer */
export function statementOf({ name, payments, currency }) {
  const transactions = [...payments].reverse();
  const alert = {
    grouping: "account",
    subject: { account: name },
    transactions,
    count: transactions.length,
    totalAmount: "0",
    currency,
  };
  return /** @type {Alert} */ (/** @type {unknown} */ (alert));
}

/** @param {AccountAnswer} answer */
export function counterparties({ counterparties, moreCounterparties }) {
  const shown = counterparties.slice(0, MOST_COUNTERPARTIES);
  const more = counterparties.length - shown.length + moreCounterparties;
  const most = Math.max(...shown.flatMap(({ paid, received }) => [Number(paid.amount), Number(received.amount)]), 1);
  const cell = (/** @type {AccountAnswer["paid"]} */ { amount, count }, /** @type {string} */ kind) =>
    element(
      "td",
      { class: "number" },
      ...(count === 0
        ? []
        : [
            money(amount),
            element("meter", { class: kind, min: "0", max: String(most), value: amount, "aria-hidden": "true" }),
          ]),
    );
  return element(
    "section",
    {},
    element("h2", {}, "With whom"),
    element(
      "div",
      { class: "evidence counterparties", tabindex: "0", role: "region", "aria-label": "Accounts it dealt with" },
      element(
        "table",
        { class: "with-accounts" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...["Account", "In", "Out"].map((text, i) =>
              element("th", { scope: "col", class: i === 0 ? "" : "number" }, text),
            ),
          ),
        ),
        element(
          "tbody",
          {},
          ...shown.map(({ name, paid, received }) =>
            element(
              "tr",
              {},
              element("td", { class: "who" }, accountLink(name)),
              cell(received, "in"),
              cell(paid, "out"),
            ),
          ),
        ),
      ),
      ...(more > 0 ? [element("p", { class: "hint" }, `and ${counted(more, "more account")}`)] : []),
    ),
  );
}

/** @param {HTMLElement} graph */
export function neighbours(graph) {
  return element(
    "section",
    {},
    element("h2", {}, "One and two payments away"),
    element("p", { class: "hint" }, "Filled: this account. Choose another one to go there."),
    graph,
  );
}

/** @param {AccountAnswer} answer */
export function alertsPart({ alerts, moreAlerts }) {
  const more = Math.max(0, alerts.length - MOST_ALERTS) + moreAlerts;
  return [
    element("h2", {}, "Alerts"),
    element("ul", { class: "account-alerts" }, ...alerts.slice(0, MOST_ALERTS).map(alertLine)),
    ...(more > 0 ? [element("p", { class: "hint" }, `and ${counted(more, "older alert")}`)] : []),
  ];
}

/** @param {AlertSummary} alert */
function alertLine(alert) {
  const { id, rule, totalAmount, lastMs, timing } = alert;
  return element(
    "li",
    {},
    element("a", { href: addressOf("alert", id) }, money(totalAmount)),
    ...(rule === undefined
      ? []
      : [severityMark(rule.severity), element("span", { class: "rule-id", title: rule.title }, rule.id)]),
    ...(rule?.mode === "shadow" ? [shadowBadge()] : []),
    pairLine(alert),
    element("span", { class: "hint" }, `${instant(lastMs)} UTC`),
    badge(timing),
  );
}

/** @param {string} kind @param {string} text */
export function key(kind, text) {
  return element("span", { class: `key ${kind}` }, text);
}
