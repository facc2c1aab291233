import { grouped } from "./format.js";

/** @typedef {import("../../transforms/alert").Alert} Alert */

/**
 * An alert's reason with the digits of its amounts in groups, as all the page has them. Accounts may be numbers, too: only
 * what the alert itself says is an amount is one, and only where the reason tells of it.
 * @param {Pick<Alert, "reason" | "count" | "totalAmount" | "threshold" | "facts">} alert
 */
export function shownReason({ reason, count, totalAmount, threshold, facts = [] }) {
  if (threshold !== undefined) return shownSum(reason, count, totalAmount, threshold);
  return facts.reduce(groupFact, reason);
}

/** @param {string} reason @param {number} count @param {string} total @param {string} limit */
function shownSum(reason, count, total, limit) {
  const said = ` add up to ${total}, above the limit of ${limit}.`;
  if (!reason.endsWith(said)) return reason;
  const verb = count === 1 ? "adds up" : "add up";
  return `${reason.slice(0, -said.length)} ${verb} to ${grouped(total)}, above the limit of ${grouped(limit)}.`;
}

/** `received 16500, above 10000`: the last time that it is said. @param {string} reason @param {NonNullable<Alert["facts"]>[number]} fact */
function groupFact(reason, { what, value, limit, limitValue }) {
  const [start, end] = [`${what} ${value}, `, limit === limitValue ? limit : `${limit}, ${limitValue}`];
  const at = reason.lastIndexOf(start);
  const limitAt = at < 0 ? -1 : reason.indexOf(` ${end}`, at + start.length - 1);
  if (limitAt < 0) return reason;
  const words = reason.slice(at + start.length, limitAt);
  const shownLimit = limit === limitValue ? grouped(limit) : `${limit}, ${grouped(limitValue)}`;
  return `${reason.slice(0, at)}${what} ${grouped(value)}, ${words} ${shownLimit}${reason.slice(limitAt + 1 + end.length)}`;
}
