import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import type { Rule } from "../../rules/rule";
import { printable } from "../../transforms/alertText";
import { changedFields } from "./content";
import type { Plan, PlannedVersion } from "./plan";
import type { Prepared } from "./prepare";
import type { RulesLog } from "./rulesLog";

/** What a plan changes upon a log, for people. */
export function changesText(plan: Plan, log: RulesLog, { after, fromMs }: Prepared): string {
  return [
    ...plan.versions.map((planned) => changeText(planned, after)),
    ...restText(plan),
    ...costText(log, after),
    `in force ${fromText(fromMs)}`,
  ].join("\n");
}

/** What a plan leaves as it is. */
export function restText({ unchanged, left }: Plan): string[] {
  return [
    ...(unchanged.length > 0 ? [`unchanged: ${counted(unchanged.length, "rule")}`] : []),
    ...(left.length > 0 ? [`not in the file and left as they are (--remove-missing): ${left.join(", ")}`] : []),
  ];
}

function changeText({ id, version, content, before }: PlannedVersion, after: RulesLog): string {
  const number = before === undefined ? `version ${version}` : `version ${before.version.version} → ${version}`;
  if (content === undefined) return [`removed: ${id}, ${number}`, `  ${ENDS}`].join("\n");
  const rule = after.history.newestVersions.get(id)?.rule as Rule;
  if (before?.content === undefined)
    return [`new: ${id}, ${number}: ${printable(rule.title)}`, `  ${viewOf(rule)}`].join("\n");
  const fields = changedFields(before.content, content);
  return [`changed: ${id}, ${number}`, ...[...fields, windowsOf(rule, after)].map((line) => `  ${line}`)].join("\n");
}

/** The views make the cost, and each rule of a topic has one of its own. */
function costText(before: RulesLog, after: RulesLog): string[] {
  const [from, to] = [before, after].map(({ history }) =>
    [...history.newestVersions.values()].reduce((sum, { rule }) => sum + (rule?.key.sides.length ?? 0), 0),
  );
  if (from === to) return [];
  return [
    `a payment is gathered at most ${counted(to, "time")}${from > 0 ? ` instead of ${from}` : ""}, which makes the cost`,
  ];
}

const ENDS = "open windows end as they are";

/** What becomes of the windows that are open when a version comes into force. */
export function windowsOf({ id, version }: Rule, { history }: RulesLog): string {
  const found = history.ruleSet().rules.find((rule) => rule.id === id && rule.version === version);
  if (found?.lived === undefined) return "never in force: another version came at the same time";
  const { inForce, era } = found.lived;
  return era.startMs < inForce.startMs ? "open windows go on" : `${viewOf(found)}; ${ENDS}`;
}

/** How payments are gathered for a rule. */
export function viewOf({ key, window, where }: Rule): string {
  const which = where === undefined ? "" : `, where ${printable(where.text.trim().replaceAll(/\s+/g, " "))}`;
  return `a new view: ${key.meaning} (${key.name}), by ${window.phrase}${which}`;
}

/** From when on, in words. */
export function fromText(fromMs: number): string {
  return fromMs === Number.NEGATIVE_INFINITY ? "always" : `from ${formatTimestamp(fromMs)} on`;
}
