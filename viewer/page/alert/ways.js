/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {Alert["transactions"][number]} Payment */

/**
 * The two ways in which an alert's payments went, and which of them a payment took; undefined where all go one way.
 * @param {Alert} alert
 * @returns {{ names: [string, string], isFirst: (payment: Payment) => boolean } | undefined}
 */
export function waysOf({ grouping, subject, transactions }) {
  if (grouping === "account" && subject !== undefined && "account" in subject) {
    return { names: ["In", "Out"], isFirst: ({ target }) => target === subject.account };
  }
  if (grouping === "between") {
    const first = transactions[0]?.origin ?? "";
    const second = transactions[0]?.target ?? "";
    return { names: [`${first} paid`, `${second} paid`], isFirst: ({ origin }) => origin === first };
  }
  return undefined;
}
