import { accountLink } from "../accounts/accountLink.js";
import { account, element } from "../shared/element.js";
import { centsAsMoney, counted, instant, money, originalMoney, toCents, withCurrency } from "../shared/format.js";
import { waysOf } from "./ways.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {Alert["transactions"][number]} Payment */

/** Every payment of an alert, as a statement has them. @param {Alert} alert */
export function evidenceTable(alert) {
  const { transactions, count } = alert;
  const { heads, rows } = waysOf(alert) === undefined ? oneWay(alert) : bothWays(alert);
  const more = count - transactions.length;
  return element(
    "div",
    { class: "evidence", tabindex: "0", role: "region", "aria-label": "Evidence" },
    element(
      "table",
      { class: alert.grouping === "pair" ? "" : "with-accounts" },
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...rows),
    ),
    ...(more > 0
      ? [
          element(
            "p",
            { class: "hint" },
            `and ${counted(more, "more payment")}, left out of the alert to keep it small`,
          ),
        ]
      : []),
  );
}

/** With their running sum, and where that crossed the limit. @param {Alert} alert */
function oneWay({ transactions, threshold, grouping, currency }) {
  const limit = threshold === undefined ? undefined : toCents(threshold);
  const hasIds = haveIds(transactions);
  const hasOriginals = haveOriginals(transactions);
  let sum = 0n;
  const rows = transactions.map((payment, index) => {
    const before = sum;
    sum += toCents(payment.amount);
    const crosses = limit !== undefined && before <= limit && sum > limit;
    return element(
      "tr",
      crosses ? { class: "crosses" } : {},
      ...numberAndTime(payment, index, hasIds),
      ...(grouping === "pair" ? [] : [who(grouping === "origin" ? payment.target : payment.origin)]),
      ...original(payment, hasOriginals),
      amountCell(money(payment.amount)),
      element(
        "td",
        { class: "number" },
        centsAsMoney(sum),
        ...(crosses ? [element("span", { class: "mark" }, "limit crossed")] : []),
      ),
    );
  });
  const side = grouping === "pair" ? [] : [head(grouping === "origin" ? "To" : "From")];
  return {
    heads: [
      ...numberAndTimeHeads(hasIds),
      ...side,
      ...originalHead(hasOriginals),
      head(withCurrency("Amount", currency), "number"),
      head("Running sum", "number"),
    ],
    rows,
  };
}

/** Each amount under the way it went. @param {Alert} alert */
function bothWays(alert) {
  const { transactions, grouping } = alert;
  const ways = waysOf(alert);
  const hasOthers = grouping === "account";
  const hasIds = haveIds(transactions);
  const hasOriginals = haveOriginals(transactions);
  const sums = [0n, 0n];
  const rows = transactions.map((payment, index) => {
    const way = ways?.isFirst(payment) ? 0 : 1;
    sums[way] += toCents(payment.amount);
    const amounts = ["", ""];
    amounts[way] = money(payment.amount);
    return element(
      "tr",
      {},
      ...numberAndTime(payment, index, hasIds),
      ...(hasOthers ? [who(way === 0 ? payment.origin : payment.target)] : []),
      ...original(payment, hasOriginals),
      ...amounts.map(amountCell),
    );
  });
  const total = element(
    "tr",
    { class: "sums" },
    element("td", {}),
    element(
      "th",
      { scope: "row", colspan: String(1 + Number(hasOthers) + Number(hasIds) + Number(hasOriginals)) },
      "Listed here",
    ),
    ...sums.map((sum) => amountCell(centsAsMoney(sum))),
  );
  const names = ways?.names ?? ["", ""];
  const side = hasOthers ? [head("Other account")] : [];
  const amounts = names.map((name) => head(account(name), "number"));
  const heads = [...numberAndTimeHeads(hasIds), ...side, ...originalHead(hasOriginals), ...amounts];
  return { heads, rows: [...rows, total] };
}

/** @param {Payment[]} payments */
function haveIds(payments) {
  return payments.some(({ id }) => id !== undefined);
}

/** @param {Payment[]} payments */
function haveOriginals(payments) {
  return payments.some(({ originalAmount }) => originalAmount !== undefined);
}

/** What was paid before it was converted, where any was. @param {Payment} payment @param {boolean} hasOriginals */
function original({ originalAmount, currency }, hasOriginals) {
  if (!hasOriginals) return [];
  return [amountCell(originalAmount === undefined ? "" : withCurrency(originalMoney(originalAmount), currency))];
}

/** @param {boolean} hasOriginals */
function originalHead(hasOriginals) {
  return hasOriginals ? [head("Paid", "number")] : [];
}

/** With the payment's own id, where payments have any. @param {Payment} payment @param {number} index @param {boolean} hasIds */
function numberAndTime({ timestamp, id }, index, hasIds) {
  return [
    element("td", { class: "number" }, String(index + 1)),
    element("td", { class: "time" }, instant(Date.parse(timestamp))),
    ...(hasIds ? [element("td", { class: "who" }, account(id ?? ""))] : []),
  ];
}

/** @param {boolean} hasIds */
function numberAndTimeHeads(hasIds) {
  return [head("#", "number"), head("Time, UTC"), ...(hasIds ? [head("Id")] : [])];
}

/** @param {string} name */
function who(name) {
  return element("td", { class: "who" }, accountLink(name));
}

/** @param {string} text */
function amountCell(text) {
  return element("td", { class: "number" }, text);
}

/** @param {Node | string} name @param {string} [kind] */
function head(name, kind = "") {
  return element("th", { scope: "col", class: kind }, name);
}
