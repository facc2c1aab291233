import { accountLink } from "../accounts/accountLink.js";
import { counted } from "../shared/format.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */

/** Pairs named in the facts; the alert's own list may be shorter than their number, too. */
const MAX_NAMED = 20;

/** The accounts on the other side that the alert names. @param {Alert} alert */
export function otherAccounts({ grouping, subject, pairs, transactions }) {
  if (grouping === "pair" || grouping === "between") return [];
  const own = namesOf(subject);
  const others = (pairs ?? transactions).flatMap(({ origin, target }) => {
    if (grouping === "account") return [origin, target].filter((name) => !own.includes(name));
    return grouping === "origin" ? [target] : [origin];
  });
  return [...new Set(others)];
}

/** With whom the account dealt, where payments are grouped by one account. @param {Alert} alert */
export function pairsOf(alert) {
  const others = otherAccounts(alert);
  const named = others
    .slice(0, MAX_NAMED)
    .flatMap((name, index) => (index === 0 ? [accountLink(name)] : [", ", accountLink(name)]));
  const more = Math.max(alert.pairCount ?? 0, others.length) - Math.min(others.length, MAX_NAMED);
  if (more > 0 || alert.morePairs) named.push(` and ${alert.morePairs ? "over " : ""}${counted(more, "more pair")}`);
  return named;
}

/** The accounts an alert of a rule is about. @param {Alert["subject"]} subject */
export function namesOf(subject) {
  if (subject === undefined) return [];
  if ("account" in subject) return [subject.account];
  return "accounts" in subject ? subject.accounts : [subject.origin, subject.target];
}
