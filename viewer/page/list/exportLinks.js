import { reviewParams } from "../decisions/reviewFilter.js";
import { byId } from "../shared/element.js";
import { centsAsDecimal } from "../shared/format.js";
import { exactly } from "./filter.js";

/** @typedef {import("./filter.js").Filter} Filter */
/** @typedef {{ withShadow: boolean, hasReviews: boolean, me: string | null }} Context `me`: who reads */

/** Lets the links to files ask for what is shown. @param {Filter} filter @param {Context} context */
export function linkExports(filter, context) {
  for (const format of ["csv", "json"]) {
    const link = /** @type {HTMLAnchorElement} */ (byId(`export-${format}`));
    link.href = `/api/export?${queryOf(filter, format, context)}`;
  }
}

/** @param {Filter} filter @param {string} format @param {Context} context */
function queryOf(filter, format, { withShadow, hasReviews, me }) {
  const { account, accountIs, min, max, timing, rule, severity, review = "" } = filter;
  const query = new URLSearchParams({ format });
  const wanted = {
    account: accountIs === undefined ? account : exactly(accountIs),
    ...{ timing, rule, severity },
    ...(hasReviews ? reviewParams(review, me) : {}),
  };
  for (const [name, value] of Object.entries(wanted)) if (value !== "") query.set(name, value);
  for (const [name, cents] of Object.entries({ min, max })) {
    if (cents !== undefined) query.set(name, centsAsDecimal(cents));
  }
  if (!withShadow) query.set("mode", "live");
  return query;
}
