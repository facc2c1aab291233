import type { Alert, AlertTiming } from "../transforms/alert";
import { printable } from "../transforms/alertText";

/** What the page's list needs of an alert. Names are as people may see them: see `printable`. */
export interface AlertSummary {
  id: string;
  revision: number;
  timing: AlertTiming;
  final: boolean;
  grouping: Alert["grouping"];
  origin?: string;
  target?: string;
  totalAmount: string;
  threshold?: string;
  count: number;
  /** Epoch milliseconds. */
  firstMs: number;
  lastMs: number;
  /** When grouped by one account: some of the others, and how many there are in all. */
  others?: string[];
  otherCount?: number;
}

const MAX_OTHERS = 20;
/** Of the others' names together: every page loads them for every alert. */
const MAX_OTHERS_CHARACTERS = 2_000;

/** The list's view of an alert. */
export function summarize(alert: Alert): AlertSummary {
  const { id, revision, timing, final, grouping, totalAmount, threshold, count } = alert;
  const summary: AlertSummary = {
    id,
    revision,
    timing,
    final,
    grouping,
    totalAmount,
    threshold,
    count,
    firstMs: Date.parse(alert.firstTransaction),
    lastMs: Date.parse(alert.lastTransaction),
  };
  if (alert.origin !== undefined) summary.origin = printable(alert.origin);
  if (alert.target !== undefined) summary.target = printable(alert.target);
  if (grouping !== "pair") {
    const others = otherAccounts(alert);
    summary.others = firstNames(others);
    summary.otherCount = Math.max(alert.pairCount ?? 0, others.length);
  }
  return summary;
}

function otherAccounts({ grouping, pairs, transactions }: Alert): string[] {
  const side = grouping === "origin" ? "target" : "origin";
  return [...new Set((pairs ?? transactions).map((pair) => pair[side]))];
}

function firstNames(accounts: string[]): string[] {
  const names: string[] = [];
  let characters = 0;
  for (const account of accounts.slice(0, MAX_OTHERS)) {
    const name = printable(account);
    characters += name.length;
    if (characters > MAX_OTHERS_CHARACTERS) break;
    names.push(name);
  }
  return names;
}

/** The whole alert with names and reason as people may see them. */
export function displayAlert(alert: Alert): Alert {
  const shown: Alert = {
    ...alert,
    transactions: alert.transactions.map((payment) => ({ ...payment, ...displayPair(payment) })),
    reason: printable(alert.reason),
  };
  if (alert.origin !== undefined) shown.origin = printable(alert.origin);
  if (alert.target !== undefined) shown.target = printable(alert.target);
  if (alert.pairs !== undefined) shown.pairs = alert.pairs.map(displayPair);
  return shown;
}

function displayPair({ origin, target }: { origin: string; target: string }) {
  return { origin: printable(origin), target: printable(target) };
}
