import type { Rates } from "../../payment/conversion";
import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import { RATES_ID } from "../../rules/file/ruleSchema";
import { ratesText } from "../../rules/history/ratesText";
import type { RuleHistory } from "../../rules/history/ruleHistory";
import type { Version } from "../../rules/history/version";
import type { Rule } from "../../rules/rule";
import { printable } from "../../transforms/alertText";
import { type Content, changedFields } from "./content";
import type { Plan, PlannedVersion } from "./plan";
import type { Prepared } from "./prepare";
import type { ReadVersion, RulesLog } from "./rulesLog";

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
  const rules = left.filter((id) => id !== RATES_ID);
  return [
    ...(unchanged.length > 0 ? [`unchanged: ${unchangedText(unchanged)}`] : []),
    ...(rules.length > 0 ? [`not in the file and left as they are (--remove-missing): ${rules.join(", ")}`] : []),
    ...(left.length > rules.length ? [`not in the file and left as they are (remove ${RATES_ID}): the rates`] : []),
  ];
}

function unchangedText(ids: string[]): string {
  const rules = ids.filter((id) => id !== RATES_ID).length;
  const told = rules > 0 ? [counted(rules, "rule")] : [];
  return [...told, ...(rules < ids.length ? ["the rates"] : [])].join(" and ");
}

function changeText({ id, version, content, before }: PlannedVersion, after: RulesLog): string {
  const number = before === undefined ? `version ${version}` : `version ${before.version.version} → ${version}`;
  if (content === undefined) return [`removed: ${id}, ${number}`, `  ${id === RATES_ID ? NO_RATES : ENDS}`].join("\n");
  if ("rates" in content) return ratesChange(number, content, before, after.history);
  const rule = after.history.newestVersions.get(id)?.rule as Rule;
  if (before?.content === undefined)
    return [`new: ${id}, ${number}: ${printable(rule.title)}`, `  ${viewOf(rule)}`].join("\n");
  const fields = changedFields(before.content, content);
  return [`changed: ${id}, ${number}`, ...[...fields, windowsOf(rule, after)].map((line) => `  ${line}`)].join("\n");
}

function ratesChange(number: string, content: Content, before: ReadVersion | undefined, after: RuleHistory): string {
  const { rates, fromMs } = after.newestVersions.get(RATES_ID) as Version;
  if (before?.content === undefined) {
    const text = `new: ${RATES_ID}, ${number}: ${ratesText(rates as Rates)}`;
    const isFirst = before === undefined && fromMs !== Number.NEGATIVE_INFINITY;
    return isFirst ? `${text}\n  ${NONE_BEFORE}` : text;
  }
  return [`changed: ${RATES_ID}, ${number}`, ...changedFields(before.content, content).map((line) => `  ${line}`)].join(
    "\n",
  );
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
const NONE_BEFORE = "payments of before have no rate: where they say their currencies, they are dead letters";
const NO_RATES = "no amount is converted then: where payments say their currencies, all are dead letters";

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
