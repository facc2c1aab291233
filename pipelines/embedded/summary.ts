import type { PatternKind } from "../../generator/schemes/patterns/patterns";
import type { Scheme } from "../../generator/schemes/scheme";
import type { Alert } from "../../transforms/alert";
import type { Found } from "./detectInLines";

/** What a run did, in a few lines. `seconds`: how long it took. */
export function summaryText(
  { alerts, linesRead, deadLetters, windows }: Found,
  windowsLabel: string,
  seconds: number,
): string {
  const refused = [...deadLetters.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...deadLetters].map(([reason, count]) => `    ${reason.padEnd(18)}${grouped(count).padStart(9)}`);
  return [
    row("Transactions read", linesRead - refused),
    row("Dead letters", refused),
    ...reasons,
    row(windowsLabel, windows),
    row("Alerts", alerts.length),
    `Took ${seconds.toFixed(1)} s, ${grouped(Math.round(linesRead / Math.max(seconds, 0.001)))} lines a second.`,
  ].join("\n");
}

function row(label: string, count: number): string {
  return `${label.padEnd(22)}${grouped(count).padStart(9)}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
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
