import type { Alert } from "../../../transforms/alert";
import type { Expected } from "./reference";

export interface Verdict {
  expected: number;
  messages: number;
  missing: number;
  extra: number;
  different: number;
  notFinal: number;
}

/** What a consumer that follows the contract has in the end: the newest revision of each id, none inside another. */
export function newestAlerts(messages: string[]): Alert[] {
  const byId = new Map<string, Alert>();
  const superseded = new Set<string>();
  for (const message of messages) {
    const alert = JSON.parse(message) as Alert;
    const known = byId.get(alert.id);
    if (known === undefined || alert.revision >= known.revision) byId.set(alert.id, alert);
    for (const id of alert.supersedes ?? []) superseded.add(id);
  }
  const alerts = [...byId.values()].filter(({ id }) => !superseded.has(id));
  const byPair = new Map<string, Alert[]>();
  for (const alert of alerts) byPair.set(pairOf(alert), [...(byPair.get(pairOf(alert)) ?? []), alert]);
  return alerts.filter((alert) => !byPair.get(pairOf(alert))?.some((other) => covers(other, alert)));
}

const pairOf = ({ origin, target }: Alert) => `${origin};${target}`;

function covers(other: Alert, alert: Alert): boolean {
  return (
    other !== alert &&
    other.windowStart <= alert.windowStart &&
    other.windowEnd >= alert.windowEnd &&
    other.count > alert.count
  );
}

/** Holds whole outputs against each other. */
export function compare(expected: Map<string, Expected>, messages: string[]): Verdict {
  const verdict = {
    expected: expected.size,
    messages: messages.length,
    missing: 0,
    extra: 0,
    different: 0,
    notFinal: 0,
  };
  const found = new Map(
    newestAlerts(messages).map((alert) => [`${alert.origin};${alert.target}@${Date.parse(alert.windowStart)}`, alert]),
  );
  for (const [id, { end, total, count }] of expected) {
    const alert = found.get(id);
    if (alert === undefined) verdict.missing++;
    else if (cents(alert.totalAmount) !== total || alert.count !== count || Date.parse(alert.windowEnd) !== end)
      verdict.different++;
    else if (!alert.final) verdict.notFinal++;
  }
  for (const id of found.keys()) if (!expected.has(id)) verdict.extra++;
  return verdict;
}

function cents(amount: string): bigint {
  const [whole, fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

export const isExact = ({ missing, extra, different, notFinal }: Verdict) =>
  missing + extra + different + notFinal === 0;
