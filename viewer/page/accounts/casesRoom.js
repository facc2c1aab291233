import { element } from "../shared/element.js";
import { centsAsMoney, counted, instant } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";
import { accountLink } from "./accountLink.js";
import { casesOf, inOrder } from "./cases.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("./cases.js").Case} Case */
/** @typedef {import("./cases.js").Order} Order */

const MOST = 200;
const EVERY_MS = 2_000;

/** @type {{ name: string, kind: string, order?: Order }[]} */
const COLUMNS = [
  { name: "Account", kind: "who" },
  { name: "Severity", kind: "", order: "severity" },
  { name: "Rules that see it", kind: "why" },
  { name: "Alerts", kind: "number", order: "alerts" },
  { name: "Amount", kind: "number", order: "amount" },
  { name: "Newest, UTC", kind: "time", order: "newest" },
];

/**
 * The room of cases: who is worst. Shows the alerts of the list by whom they are about.
 * @param {HTMLElement} place
 */
export function createCasesRoom(place) {
  /** @type {Order} */
  let order = "severity";
  /** @type {AlertSummary[]} */
  let alerts = [];
  let hasReviews = false;
  let isOpen = false;
  let drawn = "";
  let drawnAtMs = 0;
  let timer = 0;

  function draw() {
    clearTimeout(timer);
    timer = 0;
    // What is there first is worth no wait.
    drawnAtMs = alerts.length === 0 ? 0 : Date.now();
    const cases = inOrder(casesOf(alerts), order);
    const text = JSON.stringify([order, hasReviews, cases.length, cases.slice(0, MOST)], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    if (text === drawn) return;
    drawn = text;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.focus : undefined;
    place.replaceChildren(
      element("h2", {}, "Cases"),
      element("p", { class: "hint" }, words(cases.length)),
      ...(cases.length === 0 ? [] : [table(cases.slice(0, MOST))]),
    );
    if (focused === undefined) return;
    for (const one of place.querySelectorAll("[data-focus]")) {
      if (one instanceof HTMLElement && one.dataset.focus === focused) one.focus({ preventScroll: true });
    }
  }

  /** @param {number} count */
  function words(count) {
    if (count === 0) return "No alert is listed, so nobody stands out.";
    const cut = count > MOST ? ` The first ${MOST} of them.` : "";
    return `${counted(count, "case")}: whom the listed alerts are about, and all rules that see them. Several rules may count the same payments, so an amount is as large as one of them says.${cut}`;
  }

  /** @param {Case[]} cases */
  function table(cases) {
    const columns = [...COLUMNS, ...(hasReviews ? [{ name: "Open", kind: "number" }] : [])];
    return element(
      "div",
      { class: "evidence cases", tabindex: "0", role: "region", "aria-label": "Whom alerts are about" },
      element(
        "table",
        { class: "with-accounts" },
        element("thead", {}, element("tr", {}, ...columns.map(columnHead))),
        element("tbody", {}, ...cases.map(row)),
      ),
    );
  }

  /** @param {typeof COLUMNS[number]} column */
  function columnHead({ name, kind, order: own }) {
    if (own === undefined) return element("th", { scope: "col", class: kind }, name);
    const sort = element("button", { type: "button", class: "sort", "data-focus": `sort ${own}` }, name);
    sort.addEventListener("click", () => {
      order = own;
      draw();
    });
    return element("th", { scope: "col", class: kind, "aria-sort": own === order ? "descending" : "none" }, sort);
  }

  /** @param {Case} one */
  function row({ key, accounts, rules, alerts, cents, lastMs, open }) {
    const [worst] = rules;
    const unit = element("span", { class: "unit" }, alerts === 1 ? " alert" : " alerts");
    return element(
      "tr",
      {},
      element(
        "td",
        { class: "who" },
        ...accounts.flatMap((name, i) => (i === 0 ? [linkTo(name, key)] : [" and ", linkTo(name, key)])),
      ),
      element("td", {}, ...(worst.rule === undefined ? [] : [severityMark(worst.rule.severity)])),
      element(
        "td",
        { class: "why" },
        ...rules.flatMap((rule, i) => (i === 0 ? ruleWords(rule) : [", ", ...ruleWords(rule)])),
      ),
      element("td", { class: "number" }, alerts.toLocaleString("en"), unit),
      element("td", { class: "number" }, centsAsMoney(cents)),
      element("td", { class: "time" }, instant(lastMs)),
      ...(hasReviews ? [element("td", { class: "number" }, open.toLocaleString("en"))] : []),
    );
  }

  /** @param {string} name @param {string} key */
  function linkTo(name, key) {
    const link = accountLink(name);
    link.dataset.focus = `${name} ${key}`;
    return link;
  }

  return {
    /** @param {boolean} shown whether the room is what the reader sees */
    open(shown) {
      isOpen = shown;
      if (shown) draw();
      else clearTimeout(timer);
    },
    /** What the list shows now. @param {AlertSummary[]} listed @param {boolean} canDecide whether people decide about alerts here */
    update(listed, canDecide) {
      alerts = listed;
      hasReviews = canDecide;
      if (!isOpen || timer !== 0) return;
      timer = window.setTimeout(draw, Math.max(0, drawnAtMs + EVERY_MS - Date.now()));
    },
  };
}

/** @param {Case["rules"][number]} one */
function ruleWords({ id, rule, count }) {
  const name = rule === undefined ? "without a rule" : id;
  const text = element("span", { class: "rule-id", ...(rule && { title: rule.title }) }, name);
  const times = count > 1 ? ` (${count.toLocaleString("en")})` : "";
  return [text, times, ...(rule?.mode === "shadow" ? [" ", shadowBadge()] : [])];
}
