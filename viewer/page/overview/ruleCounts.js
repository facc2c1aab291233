import { OF_THE_OPTIONS, ruleIdOf } from "../list/ruleChoice.js";
import { element } from "../shared/element.js";
import { SEVERITIES, severityMark, shadowBadge } from "../shared/severity.js";

/** @typedef {import("../../alertSummary").AlertSummary} AlertSummary */

const MOST = 30;

/**
 * How many of the listed alerts each rule has raised, the most severe rules first; nothing where no rule did.
 * @param {AlertSummary[]} alerts
 * @param {(rule: string) => void} onRule
 */
export function ruleCounts(alerts, onRule) {
  /** @type {Map<string, { alert: AlertSummary, count: number }>} */
  const byRule = new Map();
  for (const alert of alerts) {
    const found = byRule.get(ruleIdOf(alert));
    if (found === undefined) byRule.set(ruleIdOf(alert), { alert, count: 1 });
    else found.count++;
  }
  if (byRule.size === 0 || (byRule.size === 1 && byRule.has(OF_THE_OPTIONS))) return [];
  const rules = [...byRule.values()].sort((a, b) => rank(a.alert) - rank(b.alert) || b.count - a.count);
  const most = Math.max(...rules.map(({ count }) => count));
  const more = rules.length - MOST;
  return [
    element("h3", {}, "Alerts by rule"),
    element("ul", { class: "rule-counts" }, ...rules.slice(0, MOST).map((one) => ruleCount(one, most, onRule))),
    ...(more > 0 ? [element("p", { class: "hint" }, `and ${more.toLocaleString("en")} more rules`)] : []),
  ];
}

/** @param {AlertSummary} alert */
function rank({ rule }) {
  return rule === undefined ? SEVERITIES.length : SEVERITIES.indexOf(rule.severity);
}

/** @param {{ alert: AlertSummary, count: number }} one @param {number} most @param {(rule: string) => void} onRule */
function ruleCount({ alert, count }, most, onRule) {
  const { rule } = alert;
  const id = ruleIdOf(alert);
  const name = element("button", { type: "button", class: "link" }, rule === undefined ? "without a rule" : id);
  name.addEventListener("click", () => onRule(id));
  const bar = element("meter", { min: "0", max: String(most), value: String(count), "aria-hidden": "true" });
  return element(
    "li",
    {},
    element("span", { class: "mark-place" }, ...(rule === undefined ? [] : [severityMark(rule.severity)])),
    element(
      "span",
      { class: "rule-name" },
      name,
      ...(rule?.mode === "shadow" ? [" ", shadowBadge()] : []),
      ...(rule === undefined ? [] : [element("span", { class: "hint" }, rule.title)]),
    ),
    bar,
    element("span", { class: "sum" }, count.toLocaleString("en")),
  );
}
