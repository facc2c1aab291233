import { byRuleAndWay, largestSum } from "../drawing/flows.js";
import { SEVERITIES } from "../shared/severity.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("../../shownRule").ShownRule} ShownRule */
/**
 * An account, or two that deal with each other, and what rules say about them.
 * @typedef {object} Case
 * @property {string} key
 * @property {string[]} accounts one, or two
 * @property {{ id: string, rule?: ShownRule, count: number }[]} rules the worst first
 * @property {number} alerts
 * @property {bigint} cents at least so much: several rules may count the same payments, so it is the largest sum of one of them
 * @property {number} lastMs of the newest payment
 * @property {number} open alerts that nobody has confirmed or dismissed
 */

/** What cases can be ordered by; all of them the largest first. */
export const ORDERS = /** @type {const} */ (["severity", "alerts", "amount", "newest"]);
/** @typedef {typeof ORDERS[number]} Order */

/** The cases of alerts, whose accounts are the same. @param {AlertSummary[]} alerts */
export function casesOf(alerts) {
  /** @type {Map<string, { accounts: string[], alerts: AlertSummary[] }>} */
  const byKey = new Map();
  for (const alert of alerts) {
    const accounts = [...new Set(alert.subject ?? [alert.origin, alert.target].filter((name) => name !== undefined))];
    const key = JSON.stringify([...accounts].sort());
    const found = byKey.get(key);
    if (found === undefined) byKey.set(key, { accounts, alerts: [alert] });
    else found.alerts.push(alert);
  }
  return [...byKey].map(([key, one]) => caseOf(key, one.accounts, one.alerts));
}

/** @param {Case[]} cases @param {Order} order */
export function inOrder(cases, order) {
  return [...cases].sort((a, b) => by[order](a, b) || by.severity(a, b) || (a.key < b.key ? -1 : 1));
}

/** How bad the worst of its rules is, the lower the worse. @param {Case} one */
export function rankOf({ rules }) {
  return rank(rules[0]);
}

/** @type {Record<Order, (a: Case, b: Case) => number>} */
const by = {
  severity: (a, b) => rankOf(a) - rankOf(b) || b.rules.length - a.rules.length || compare(b.cents, a.cents),
  alerts: (a, b) => b.alerts - a.alerts,
  amount: (a, b) => compare(b.cents, a.cents),
  newest: (a, b) => b.lastMs - a.lastMs,
};

/** @param {string} key @param {string[]} accounts @param {AlertSummary[]} alerts @returns {Case} */
function caseOf(key, accounts, alerts) {
  const rules = byRuleAndWay(alerts)
    .map((some) => ({
      id: some[0].rule?.id ?? "",
      rule: some[0].rule,
      count: some.length,
    }))
    .sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  return {
    ...{ key, accounts, rules, alerts: alerts.length },
    cents: largestSum(alerts),
    lastMs: Math.max(...alerts.map(({ lastMs }) => lastMs)),
    open: alerts.filter(({ review }) => review?.state !== "confirmed" && review?.state !== "dismissed").length,
  };
}

/** @param {{ rule?: ShownRule }} one */
function rank({ rule }) {
  return rule === undefined ? SEVERITIES.length : SEVERITIES.indexOf(rule.severity);
}

/** @param {bigint} a @param {bigint} b */
function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}
