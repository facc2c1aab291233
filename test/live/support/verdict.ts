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

/**
 * What a reader has in the end that does what the contract says and no more: the newest revision of each id, without the ids
 * that any alert supersedes.
 */
export function newestAlerts(messages: string[]): Alert[] {
  const byId = new Map<string, Alert>();
  const superseded = new Set<string>();
  for (const message of messages) {
    const alert = JSON.parse(message) as Alert;
    const known = byId.get(alert.id);
    if (known === undefined || alert.revision >= known.revision) byId.set(alert.id, alert);
    for (const id of alert.supersedes ?? []) superseded.add(id);
  }
  return [...byId.values()].filter(({ id }) => !superseded.has(id));
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
  const newest = newestAlerts(messages);
  const found = new Map(newest.map((alert) => [`${placeOf(alert)}@${Date.parse(alert.windowStart)}`, alert]));
  // Two ids of one session are one too many.
  verdict.extra += newest.length - found.size;
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

/** Whom an alert is about: a pair, an account; of a rule, its id before that. */
function placeOf({ rule, subject, origin, target }: Alert): string {
  const key = (subject === undefined ? [origin, target] : Object.values(subject).flat()).join(";");
  return rule === undefined ? key : `${rule.id} ${key}`;
}

function cents(amount: string): bigint {
  const [whole, fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

export const isExact = ({ missing, extra, different, notFinal }: Verdict) =>
  missing + extra + different + notFinal === 0;
