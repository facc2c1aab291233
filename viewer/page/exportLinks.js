import { byId } from "./element.js";
import { exactly } from "./filter.js";
import { centsAsDecimal } from "./format.js";

/** @typedef {import("./filter.js").Filter} Filter */

/** Lets the links to files ask for what is shown. @param {Filter} filter @param {boolean} withShadow */
export function linkExports(filter, withShadow) {
  for (const format of ["csv", "json"]) {
    const link = /** @type {HTMLAnchorElement} */ (byId(`export-${format}`));
    link.href = `/api/export?${queryOf(filter, format, withShadow)}`;
  }
}

/** @param {Filter} filter @param {string} format @param {boolean} withShadow */
function queryOf({ account, accountIs, min, max, timing, rule, severity }, format, withShadow) {
  const query = new URLSearchParams({ format });
  const wanted = { account: accountIs === undefined ? account : exactly(accountIs), timing, rule, severity };
  for (const [name, value] of Object.entries(wanted)) if (value !== "") query.set(name, value);
  for (const [name, cents] of Object.entries({ min, max })) {
    if (cents !== undefined) query.set(name, centsAsDecimal(cents));
  }
  if (!withShadow) query.set("mode", "live");
  return query;
}
