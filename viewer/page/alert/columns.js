import { counted } from "../shared/format.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {import("../drawing/payGraph.js").Flow} Flow */

/** Accounts drawn on either side; the rest stand together. */
const MOST = 7;
/** Never a part of an account's name as it is shown, so that none can look like the rest. */
const REST = "\u200b";

/** Whether a name stands for several accounts. @param {string} name */
export function isRest(name) {
  return name.startsWith(REST);
}

/**
 * An account's flows for a drawing from left to right: who paid it, itself, whom it paid; undefined where an alert of a
 * rule is not about one account.
 * @param {Alert} alert
 * @param {Flow[]} flows largest first
 * @returns {{ account: string, flows: Flow[], columnOf: (name: string) => number, text: string } | undefined}
 */
export function columnsOf({ subject }, flows) {
  if (subject === undefined || !("account" in subject)) return undefined;
  const { account } = subject;
  const into = flows.filter(({ target }) => target === account);
  const outOf = flows.filter(({ origin }) => origin === account);
  const payers = new Set(into.map(({ origin }) => origin));
  const words = [
    ...(into.length > 0 ? [`${counted(into.length, "account")} paid it`] : []),
    ...(outOf.length > 0 ? [`it paid ${counted(outOf.length, "account")}`] : []),
  ];
  return {
    account,
    flows: [...together(into, "origin"), ...together(outOf, "target")],
    columnOf: (name) => (name === account ? 1 : payers.has(name) || name.startsWith(`${REST}in`) ? 0 : 2),
    text: `${account}: ${words.join(", ")}`,
  };
}

/** @param {Flow[]} flows @param {"origin" | "target"} side of the others */
function together(flows, side) {
  if (flows.length <= MOST + 1) return flows;
  const rest = flows.slice(MOST);
  const name = `${REST}${side === "origin" ? "in" : "out"}${REST}${rest.length} others`;
  return [
    ...flows.slice(0, MOST),
    { ...rest[0], [side]: name, amount: rest.reduce((sum, { amount }) => sum + amount, 0) },
  ];
}

/** The name as it is written. @param {string} name */
export function shownName(name) {
  return isRest(name) ? name.slice(name.lastIndexOf(REST) + 1) : name;
}
