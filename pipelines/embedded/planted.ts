import { relative } from "node:path";
import type { PatternKind } from "../../generator/schemes/patterns/patterns";
import type { Scheme } from "../../generator/schemes/scheme";
import { scoreRules } from "../../scoring/score";
import { scoreText } from "../../scoring/scoreText";
import type { Alert } from "../../transforms/alert";
import { rulesOf } from "../../transforms/rulesText";
import type { RuleSetSettings } from "../judgeByRules";
import type { DetectionSettings } from "../oneRule";
import { scoredAlert } from "./scoredAlert";

/** What was found of what was planted: rule by rule, or by kind of scheme where there is one rule. */
export function plantedText(schemes: Scheme[], alerts: Alert[], settings: DetectionSettings | RuleSetSettings): string {
  if (!("rules" in settings)) return schemesText(schemes, alerts);
  const ids = [...new Set(rulesOf(settings.rules).rules.map(({ id }) => id))];
  return [
    "",
    scoreText(scoreRules(ids, schemes, alerts.map(scoredAlert))),
    "",
    ...LEGEND,
    ...(settings.rules.history === undefined ? [explainLine(settings.rules.file)] : []),
  ].join("\n");
}

const LEGEND = [
  "Planted, found and missed: schemes that the rule is there for. False alarms: alerts about honest payments only, such as wages.",
  "Other schemes: alerts about what another rule is there for.",
];

function explainLine(file: string): string {
  return `What each rule asks for: npm run rules -- explain ${relative("", file)}`;
}

/** Which planted schemes have an alert, by kind: what the rule catches, and what slips under it. */
export function schemesText(schemes: Scheme[], alerts: Alert[]): string {
  const kinds = new Map<PatternKind, { planted: number; found: number }>();
  for (const scheme of schemes) {
    const tally = kinds.get(scheme.kind) ?? { planted: 0, found: 0 };
    tally.planted++;
    if (alerts.some((alert) => shows(alert, scheme))) tally.found++;
    kinds.set(scheme.kind, tally);
  }
  const found = [...kinds.values()].reduce((sum, tally) => sum + tally.found, 0);
  const rows = [...kinds].map(([kind, { found: shown, planted }]) => {
    const why = shown < planted ? `  ${WHY_MISSED[kind] ?? ""}` : "";
    return `    ${kind.padEnd(18)}${String(shown).padStart(3)} of ${planted}${why}`;
  });
  return [`Planted schemes: ${found} found, ${schemes.length - found} missed`, ...rows].join("\n");
}

/** What a rule on the sums of sessions does not see, by default. */
const WHY_MISSED: Partial<Record<PatternKind, string>> = {
  "slow-structuring": "pauses longer than --gap end each session below the limit",
  "fan-out": "no single pair is above the limit; try --key origin",
  "fan-in": "no single pair is above the limit; try --key target",
  cycle: "each payment is below the limit, and no pair repeats",
  salary: "honest, regular pay: nothing to find",
};

/** An alert shows a scheme when a payment of the scheme lies in its window and between its accounts. */
function shows(alert: Alert, scheme: Scheme): boolean {
  const start = Date.parse(alert.windowStart);
  const end = Date.parse(alert.windowEnd);
  return scheme.transactions.some(
    ({ timestampMs, origin, target }) =>
      timestampMs >= start &&
      timestampMs < end &&
      (alert.origin ?? origin) === origin &&
      (alert.target ?? target) === target,
  );
}
