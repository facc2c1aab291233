import { element } from "../shared/element.js";
import { measured } from "../shared/format.js";

/** @typedef {import("../../../transforms/alert").Alert} Alert */
/** @typedef {import("../../../transforms/alert").AlertFact} AlertFact */

const SIGNS = new Map([
  [">=", "≥"],
  ["<=", "≤"],
  ["==", "="],
  ["!=", "≠"],
]);
const WORDS = new Map([
  [">", "above"],
  [">=", "at least"],
  ["<", "below"],
  ["<=", "at most"],
  ["==", "exactly"],
  ["!=", "other than"],
]);

/** What a rule compared, each measure beside its limit, and what else it measured. @param {Alert} alert */
export function ruleFacts({ rule, facts = [], measures = {} }) {
  if (rule === undefined) return [];
  const compared = new Set(facts.flatMap(({ what, limit }) => [what, limit]));
  const others = Object.entries(measures).filter(([name]) => !compared.has(name));
  return [
    ...(facts.length > 0 ? [element("h3", {}, "What the rule asks for"), factsTable(facts)] : []),
    ...(others.length > 0
      ? [
          element("h3", {}, facts.length > 0 ? "Also measured" : "Measured"),
          element("dl", { class: "facts" }, ...others.map(([name, value]) => measure(name, value))),
        ]
      : []),
  ];
}

/** @param {string} name @param {string} value */
function measure(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, measured(value)));
}

/** @param {AlertFact[]} facts */
function factsTable(facts) {
  const heads = ["Measure", "Value", "Limit", "Holds"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "div",
    { class: "asked", tabindex: "0", role: "region", "aria-label": "What the rule asks for" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...facts.map(factRow)),
    ),
  );
}

/** @param {AlertFact} fact */
function factRow({ what, value, sign, limit, limitValue, holds }) {
  const limitText = limit === limitValue ? measured(limit) : `${limit} = ${measured(limitValue)}`;
  const words = WORDS.get(sign);
  return element(
    "tr",
    { "data-holds": String(holds) },
    element("th", { scope: "row" }, what),
    element("td", { class: "value" }, measured(value)),
    element(
      "td",
      {},
      element("span", { class: "sign", ...(words === undefined ? {} : { title: words }) }, SIGNS.get(sign) ?? sign),
      ` ${limitText}`,
    ),
    element("td", { class: "holds" }, holds ? "✓ yes" : "✗ no"),
  );
}
