import { byId } from "./element.js";
import { exactly } from "./filter.js";
import { centsAsDecimal } from "./format.js";
import { reviewParams } from "./reviewFilter.js";

/** @typedef {import("./filter.js").Filter} Filter */

/** Lets the links to files ask for what is shown. @param {Filter} filter @param {boolean} withShadow @param {string | null} me who reads */
export function linkExports(filter, withShadow, me) {
  for (const format of ["csv", "json"]) {
    const link = /** @type {HTMLAnchorElement} */ (byId(`export-${format}`));
    link.href = `/api/export?${queryOf(filter, format, withShadow, me)}`;
  }
}

/** @param {Filter} filter @param {string} format @param {boolean} withShadow @param {string | null} me */
function queryOf({ account, accountIs, min, max, timing, rule, severity, review = "" }, format, withShadow, me) {
  const query = new URLSearchParams({ format });
  const wanted = {
    account: accountIs === undefined ? account : exactly(accountIs),
    timing,
    rule,
    severity,
    ...reviewParams(review, me),
  };
  for (const [name, value] of Object.entries(wanted)) if (value !== "") query.set(name, value);
  for (const [name, cents] of Object.entries({ min, max })) {
    if (cents !== undefined) query.set(name, centsAsDecimal(cents));
  }
  if (!withShadow) query.set("mode", "live");
  return query;
}
