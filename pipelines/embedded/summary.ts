import type { CopiesSeen } from "../../payment/copies";
import { printable } from "../../transforms/alertText";
import type { Found } from "./found";

/** What a run did, in a few lines. `seconds`: how long it took. */
export function summaryText(
  { alerts, linesRead, deadLetters, windows, copies }: Found,
  windowsLabel: string,
  seconds: number,
): string {
  const refused = [...deadLetters.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...deadLetters].map(([reason, count]) => `    ${reason.padEnd(18)}${grouped(count).padStart(9)}`);
  return [
    row("Transactions read", linesRead - refused),
    row("Dead letters", refused),
    ...reasons,
    ...(copies ? copiesRows(copies) : []),
    row(windowsLabel, windows),
    row("Alerts", alerts.length),
    `Took ${seconds.toFixed(1)} s, ${grouped(Math.round(linesRead / Math.max(seconds, 0.001)))} lines a second.`,
  ].join("\n");
}

function copiesRows({ duplicates, conflictingIds, firstConflict }: CopiesSeen): string[] {
  const first =
    firstConflict && `    first "${printable(firstConflict.id)}" in line ${firstConflict.line}: kept, as all of them`;
  return [row("Duplicates", duplicates), row("Conflicting ids", conflictingIds), ...(first ? [first] : [])];
}

function row(label: string, count: number): string {
  return `${label.padEnd(22)}${grouped(count).padStart(9)}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
