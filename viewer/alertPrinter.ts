import type { Alert } from "../transforms/alert";
import { alertText, printable, printableJson } from "../transforms/alertText";

/** How many alerts the printer remembers, to tell news from what was printed before. */
const REMEMBERED = 100_000;

interface Printed {
  revision: number;
  totalAmount: string;
  count: number;
  timing: string;
  withdrawn?: true;
}

/** What to print of each alert of the stream. */
export type AlertPrinter = ReturnType<typeof createAlertPrinter>;

/**
 * As text, an alert is printed when it is new. A later revision is printed again only when payments or total have
 * changed, under a line that names the alert it updates or corrects. What is withdrawn is told where it was printed, and
 * printed anew where it comes back. As JSON every newer revision is one line.
 */
export function createAlertPrinter(format: "text" | "json", write: (text: string) => void, remembered = REMEMBERED) {
  const printed = new Map<string, Printed>();

  function remember(alert: Alert): void {
    const { id, revision, totalAmount, count, timing, withdrawn } = alert;
    printed.delete(id);
    printed.set(id, { revision, totalAmount, count, timing, withdrawn });
    if (printed.size > remembered) for (const oldest of printed.keys()) return void printed.delete(oldest);
  }

  return {
    /** Takes note of an alert that was printed by an earlier run. */
    skip(alert: Alert): void {
      if ((printed.get(alert.id)?.revision ?? -1) < alert.revision) remember(alert);
    },
    /** True when something was printed. */
    print(alert: Alert): boolean {
      const before = printed.get(alert.id);
      if (before !== undefined && before.revision >= alert.revision) return false;
      const replaced = (alert.supersedes ?? []).filter((id) => isShown(printed.get(id)));
      remember(alert);
      if (format === "json") write(`${printableJson(JSON.stringify(alert))}\n`);
      else if (alert.withdrawn && !isShown(before) && replaced.length === 0) return false;
      else if (alert.withdrawn || !isShown(before)) write(`${replacesLine(replaced)}${alertText(alert)}\n`);
      else if (before.count !== alert.count || before.totalAmount !== alert.totalAmount) {
        write(`${changeLine(alert, before)}${alertText(alert)}\n`);
      } else return false;
      return true;
    },
  };
}

function isShown(before: Printed | undefined): before is Printed {
  return before !== undefined && !before.withdrawn;
}

function replacesLine(ids: string[]): string {
  return ids.length === 0 ? "" : `Replaces alert ${ids.map(printable).join(", ")}:\n`;
}

function changeLine(alert: Alert, before: Printed): string {
  const verb = alert.timing === "LATE" ? "Correction (LATE) of" : "Update of";
  const payments = `${before.count} payment${before.count === 1 ? "" : "s"}`;
  return `${verb} alert ${printable(alert.id)}, revision ${alert.revision}, before: ${payments}, total ${before.totalAmount}:\n`;
}
