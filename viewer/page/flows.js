/** @typedef {import("../alertSummary").AlertSummary} AlertSummary */
/** @typedef {import("./payGraph.js").Flow} Flow */

/**
 * The money of alerts by origin and target, largest first. Grouped alerts name their other accounts but not what each
 * paid, so their total is shared out evenly.
 * @param {AlertSummary[]} alerts
 */
export function flowsOf(alerts) {
  return sumFlows(
    alerts.flatMap(({ origin, target, others = [], totalAmount }) => {
      if (origin !== undefined && target !== undefined) return [{ origin, target, amount: Number(totalAmount) }];
      const amount = Number(totalAmount) / Math.max(1, others.length);
      return others.map((other) => ({ origin: origin ?? other, target: target ?? other, amount }));
    }),
  );
}

/** Adds up what flowed between the same two accounts, largest first. @param {Flow[]} flows */
export function sumFlows(flows) {
  /** @type {Map<string, Flow>} */
  const sums = new Map();
  for (const { origin, target, amount } of flows) {
    const key = JSON.stringify([origin, target]);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { origin, target, amount });
    else sum.amount += amount;
  }
  return [...sums.values()].sort((a, b) => b.amount - a.amount);
}
