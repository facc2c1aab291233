import { ruleIdOf } from "../list/ruleChoice.js";
import { toCents } from "../shared/format.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("./payGraph.js").Flow} Flow */

/**
 * Alerts that never count a payment twice: of one rule, or of the one of the options as one job groups payments.
 * @param {AlertSummary[]} alerts
 */
export function byRuleAndWay(alerts) {
  /** @type {Map<string, AlertSummary[]>} */
  const found = new Map();
  for (const alert of alerts) {
    const key = `${alert.grouping} ${ruleIdOf(alert)}`;
    const some = found.get(key) ?? [];
    some.push(alert);
    found.set(key, some);
  }
  return [...found.values()];
}

/** What alerts add up to, in cents: several rules may count the same payments, so it is as large as one of them says. @param {AlertSummary[]} alerts */
export function largestSum(alerts) {
  let largest = 0n;
  for (const some of byRuleAndWay(alerts)) {
    const sum = some.reduce((cents, { totalAmount }) => cents + toCents(totalAmount), 0n);
    if (sum > largest) largest = sum;
  }
  return largest;
}

/**
 * The money of alerts by origin and target, largest first. Several rules may count the same payments, so each flow is as
 * large as one of them says.
 * @param {AlertSummary[]} alerts
 */
export function flowsOf(alerts) {
  return mergeFlows(
    byRuleAndWay(alerts).flatMap((some) => sumFlows(some.flatMap(flowsOfOne))),
    Math.max,
  );
}

/**
 * Grouped alerts name their other accounts but not what each paid, so their total is shared out evenly.
 * @param {AlertSummary} alert
 */
function flowsOfOne({ origin, target, subject = [], others = [], othersPaying = 0, totalAmount }) {
  const total = Number(totalAmount);
  if (origin !== undefined && target !== undefined) return [{ origin, target, amount: total }];
  const [first, second] = subject;
  if (second !== undefined) {
    return [
      { origin: first, target: second, amount: total / 2 },
      { origin: second, target: first, amount: total / 2 },
    ];
  }
  const amount = total / Math.max(1, others.length);
  return others.map((other, i) => ({
    origin: origin ?? (target === undefined && i >= othersPaying ? first : other),
    target: target ?? (origin === undefined && i < othersPaying ? first : other),
    amount,
  }));
}

/** Adds up what flowed between the same two accounts, largest first. @param {Flow[]} flows */
export function sumFlows(flows) {
  return mergeFlows(flows, (a, b) => a + b);
}

/** @param {Flow[]} flows @param {(a: number, b: number) => number} merge */
function mergeFlows(flows, merge) {
  /** @type {Map<string, Flow>} */
  const sums = new Map();
  for (const { origin, target, amount } of flows) {
    const key = JSON.stringify([origin, target]);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { origin, target, amount });
    else sum.amount = merge(sum.amount, amount);
  }
  return [...sums.values()].sort((a, b) => b.amount - a.amount);
}
