import { grouped } from "../shared/format.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {import("../../../transforms/alert").AlertFact} Fact */

/**
 * An alert's reason with the digits of its amounts in groups, as all the page has them. Accounts may be numbers, too: only
 * what the alert itself says is an amount is one, and only where the reason tells of it.
 * @param {Pick<Alert, "reason" | "count" | "totalAmount" | "threshold" | "facts">} alert
 */
export function shownReason({ reason, count, totalAmount, threshold, facts = [] }) {
  if (threshold !== undefined) return shownSum(reason, count, totalAmount, threshold);
  return groupFacts(reason, facts);
}

/** @param {string} reason @param {number} count @param {string} total @param {string} limit */
function shownSum(reason, count, total, limit) {
  const said = ` add up to ${total}, above the limit of ${limit}.`;
  if (!reason.endsWith(said)) return reason;
  const verb = count === 1 ? "adds up" : "add up";
  return `${reason.slice(0, -said.length)} ${verb} to ${grouped(total)}, above the limit of ${grouped(limit)}.`;
}

/** Each where it is said, one after the other: a rule may compare the same measure twice. @param {string} reason @param {Fact[]} facts */
function groupFacts(reason, facts) {
  let shown = "";
  let rest = reason;
  for (const fact of facts) {
    const found = findFact(rest, fact);
    if (found === undefined) continue;
    shown += `${rest.slice(0, found.at)}${shownFact(fact, found.words)}`;
    rest = rest.slice(found.end);
  }
  return shown + rest;
}

/** Finds `sent 15100, at least 0.85 * received, 14025`, as a reason has it. @param {string} text @param {Fact} fact */
function findFact(text, { what, value, limit, limitValue }) {
  const start = `${what} ${value}, `;
  const end = ` ${limit === limitValue ? limit : `${limit}, ${limitValue}`}`;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    const wordsAt = at + start.length;
    const endAt = text.indexOf(end, wordsAt);
    const words = text.slice(wordsAt, Math.max(wordsAt, endAt));
    const after = text[endAt + end.length];
    if (/^[a-z]+( [a-z]+)?$/.test(words) && (after === ";" || after === "."))
      return { at, words, end: endAt + end.length };
  }
  return undefined;
}

/** @param {Fact} fact @param {string} words */
function shownFact({ what, value, limit, limitValue }, words) {
  const shownLimit = limit === limitValue ? grouped(limit) : `${limit}, ${grouped(limitValue)}`;
  return `${what} ${grouped(value)}, ${words} ${shownLimit}`;
}
