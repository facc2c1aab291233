import { outcomesWords } from "../decisions/reviewWords.js";
import { element } from "../shared/element.js";
import { counted } from "../shared/format.js";
import { severityMark, shadowBadge } from "../shared/severity.js";
import { timeText } from "./versionTimes.js";

/** @typedef {import("../../rules/shownRules").ShownVersions} ShownVersions */
/** @typedef {ShownVersions["versions"][number]} Version */

const STATES = { "in force": "In force", scheduled: "Scheduled", past: "Past", "never in force": "Never in force" };

/** All versions of a rule, or of the rates, with their texts, which are asked for when somebody opens them. @param {{ id: string, versions: number }} rule */
export function ruleVersions({ id, versions }) {
  const place = element("div", {}, element("p", { class: "quiet" }, "Loading versions …"));
  const name = versions === 1 ? "1 version" : `All ${counted(versions, "version")}`;
  const details = element(
    "details",
    { class: "rule-versions" },
    element("summary", {}, name, element("span", { class: "unseen" }, ` of ${id}`)),
    place,
  );
  details.addEventListener("toggle", async () => {
    if (!details.open) return;
    const answer = await fetch(`/api/rules/${id}`).catch(() => undefined);
    if (answer?.ok) place.replaceChildren(...told(/** @type {ShownVersions} */ (await answer.json())));
    else
      place.replaceChildren(
        element("p", { class: "quiet" }, "The viewer does not answer. Close and open this to try again."),
      );
  });
  return details;
}

/** @param {ShownVersions} shown */
function told({ versions, older }) {
  return [
    element("ol", { class: "versions" }, ...versions.map((version) => element("li", {}, ...toldOf(version)))),
    ...(older > 0
      ? [element("p", { class: "hint" }, `and ${counted(older, "older version")}; npm run rules -- history tells all`)]
      : []),
  ];
}

/** @param {Version} version */
function toldOf(version) {
  const { state, severity, mode, removed, published, by, note, alerts, outcomes, text } = version;
  return [
    element(
      "div",
      {},
      element(
        "p",
        { class: "rule-line" },
        element("strong", {}, `Version ${version.version}`),
        element("span", { class: "badge" }, STATES[state]),
        ...(removed ? ["Removed"] : []),
        ...(severity === undefined ? [] : [severityMark(severity)]),
        ...(mode === "shadow" ? [shadowBadge()] : []),
      ),
      element("p", {}, times(version)),
      element("p", { class: "hint" }, `Published ${timeText(published)}${by === undefined ? "" : `, by ${by}`}`),
      ...(note === undefined ? [] : [element("p", { class: "version-note" }, note)]),
      ...(severity === undefined ? [] : [element("p", {}, `${counted(alerts, "alert")} in view`)]),
      ...(outcomes === undefined ? [] : [element("p", { class: "hint" }, outcomesWords(outcomes))]),
    ),
    ...(text === undefined ? [] : [element("pre", { class: "rule-text" }, text)]),
  ];
}

/** @param {Version} version */
function times({ state, from, until }) {
  if (state === "never in force") return `${timeText(from)}, as another version that came after it`;
  const start = from === "always" ? "Always" : `From ${timeText(from)}`;
  return until === undefined ? start : `${start} until ${timeText(until)}`;
}
