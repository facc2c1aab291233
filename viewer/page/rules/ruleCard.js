import { outcomesWords } from "../decisions/reviewWords.js";
import { element } from "../shared/element.js";
import { counted } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";
import { ruleVersions } from "./ruleVersions.js";
import { timeText } from "./versionTimes.js";

/** @typedef {import("../../rules/shownRules").ShownRuleHistory} ShownRuleHistory */
/** @typedef {import("../../rules/shownVersion").ShownVersion} ShownVersion */

/**
 * One rule, or the rates: what it is, since when, by whom, what it says, and its other versions.
 * @param {ShownRuleHistory} rule
 * @param {(rule: string, isShadow: boolean) => void} onRule
 * @param {{ told: string, element: HTMLElement, showAlerts: (rule: ShownRuleHistory) => void, versions: HTMLDetailsElement } | undefined} before what showed it before: stays where it tells the same
 */
export function ruleCard(rule, onRule, before) {
  const told = JSON.stringify(rule, withoutCounts);
  if (before?.told === told) return before;
  const alerts = element("dd", {});
  const outcomes = element("div", { class: "wide", hidden: "" });
  const versions = ruleVersions(rule);
  versions.open = before?.versions.open ?? false;
  const card = element(
    "article",
    { class: "rule-card", "data-state": rule.state, "aria-labelledby": `rule-${rule.id}` },
    element("div", { class: "rule-about" }, head(rule), facts(rule, alerts, outcomes), ...scheduled(rule)),
    ruleText(rule),
    versions,
  );

  return {
    told,
    element: card,
    versions,
    /** @param {ShownRuleHistory} now */
    showAlerts(now) {
      showOutcomes(outcomes, now);
      const text = counted(now.alerts, "alert");
      if (alerts.dataset.shown === `${now.alerts} ${now.version.alerts}`) return;
      alerts.dataset.shown = `${now.alerts} ${now.version.alerts}`;
      const ofThis =
        now.versions === 1 ? "" : `, ${now.version.alerts.toLocaleString("en")} of version ${now.version.version}`;
      alerts.replaceChildren(...(now.alerts === 0 ? [text] : [toAlerts(text, now, onRule), ofThis]));
    },
  };
}

/** For `JSON.stringify`: leaves out what changes all the time. @param {string} name @param {unknown} value */
export function withoutCounts(name, value) {
  return name === "alerts" || name === "outcomes" ? undefined : value;
}

/** @param {HTMLElement} place @param {ShownRuleHistory} now */
function showOutcomes(place, { outcomes, version, versions }) {
  if (outcomes === undefined || place.dataset.shown === JSON.stringify([outcomes, version.outcomes])) return;
  place.dataset.shown = JSON.stringify([outcomes, version.outcomes]);
  place.hidden = false;
  const ofThis = versions === 1 || version.outcomes === undefined ? [] : [version.outcomes];
  place.replaceChildren(
    element("dt", {}, "Decisions"),
    element("dd", {}, outcomesWords(outcomes)),
    ...ofThis.map((one) => element("dd", { class: "hint" }, `Version ${version.version}: ${outcomesWords(one)}`)),
  );
}

/** @param {string} text @param {ShownRuleHistory} rule @param {(rule: string, isShadow: boolean) => void} onRule */
function toAlerts(text, { id, version }, onRule) {
  const button = element("button", { type: "button", class: "link", "aria-label": `${text} of ${id}` }, text);
  button.addEventListener("click", () => onRule(id, version.mode === "shadow"));
  return button;
}

/** @param {ShownRuleHistory} rule */
function head({ id, state, version }) {
  return element(
    "header",
    {},
    element("h3", { class: "rule-title", id: `rule-${id}` }, version.title ?? id),
    element(
      "p",
      { class: "rule-line" },
      ...(version.severity === undefined ? [] : [severityMark(version.severity)]),
      element("span", { class: "rule-id" }, `${id}, version ${version.version}`),
      ...(version.mode === "shadow" ? [shadowBadge()] : []),
      ...(state === "in force"
        ? []
        : [element("span", { class: "badge" }, state === "scheduled" ? "Scheduled" : "Removed")]),
    ),
  );
}

/** @param {ShownRuleHistory} rule @param {HTMLElement} alerts @param {HTMLElement} outcomes */
function facts({ state, version }, alerts, outcomes) {
  const { from, until, by, note, published } = version;
  return element(
    "dl",
    { class: "facts" },
    fact(state === "in force" ? "In force since" : "In force from", timeText(from)),
    ...(state === "removed" && until !== undefined ? [fact("Removed since", timeText(until))] : []),
    fact("Published", `${timeText(published)}${by === undefined ? "" : `, by ${by}`}`),
    // No alert names the rates.
    ...(version.severity === undefined ? [] : [element("div", {}, element("dt", {}, "In view"), alerts)]),
    outcomes,
    ...(note === undefined ? [] : [fact("Note", note, "wide")]),
  );
}

/** @param {string} name @param {string} value @param {string} [kind] */
function fact(name, value, kind = "") {
  return element("div", { class: kind }, element("dt", {}, name), element("dd", {}, value));
}

/** What comes into force later. @param {ShownRuleHistory} rule */
function scheduled({ state, version, scheduled, moreScheduled }) {
  const later = scheduled.filter((other) => state === "in force" || other.version !== version.version);
  return [
    ...later.map((other) => element("p", { class: "reason" }, scheduledText(other))),
    ...(moreScheduled > 0 ? [element("p", { class: "hint" }, `and ${counted(moreScheduled, "later version")}`)] : []),
  ];
}

/** @param {ShownVersion} version */
function scheduledText({ version, from, by, removed }) {
  const what = removed
    ? `Removed from ${timeText(from)} on, by version ${version}`
    : `Version ${version} from ${timeText(from)} on`;
  return `${what}${by === undefined ? "" : `, published by ${by}`}`;
}

/** @param {ShownRuleHistory} rule */
function ruleText({ text, cut }) {
  return element(
    "div",
    { class: "rule-says" },
    element("pre", { class: "rule-text" }, text, ...(cut ? ["…"] : [])),
    ...(cut
      ? [element("p", { class: "hint" }, "This is where a long text begins; all of it is among the versions.")]
      : []),
  );
}
