import type { Alert, AlertTiming, AlertTransaction } from "../transforms/alert";
import { printable } from "../transforms/alertText";
import { GATHERED, type Gathered } from "./gathered";
import type { ShownReview } from "./reviews/shownReview";
import { displayRule, type ShownRule, shownRule } from "./shownRule";
import { renamed, subjectAccounts } from "./subject";

/** What the page's list needs of an alert. Names are as people may see them: see `printable`. */
export interface AlertSummary {
  id: string;
  revision: number;
  timing: AlertTiming;
  final: boolean;
  /** Absent where it is the one of the options. */
  rule?: ShownRule;
  grouping: Alert["grouping"];
  /** The accounts it is about, where origin and target do not tell. */
  subject?: string[];
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
  /** When grouped by one account in both directions: how many of `others` paid it. They come first. */
  othersPaying?: number;
  /** Absent where nobody has decided anything. */
  review?: ShownReview;
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
  if (alert.rule !== undefined) summary.rule = shownRule(alert.rule);
  if (alert.origin !== undefined) summary.origin = printable(alert.origin);
  if (alert.target !== undefined) summary.target = printable(alert.target);
  const { subject, other } = GATHERED[grouping];
  if (subject !== undefined) summary.subject = subjectAccounts(alert.subject).map(printable);
  if (other === undefined) return summary;
  const { paying, paid } = otherAccounts(alert, other);
  const others = [...new Set([...paying, ...paid])];
  summary.others = firstNames(others);
  summary.otherCount = Math.max(alert.pairCount ?? 0, others.length);
  if (subject !== undefined) summary.othersPaying = Math.min(paying.size, summary.others.length);
  return summary;
}

/** Those on the other side of one account's payments. */
function otherAccounts({ subject, pairs, transactions }: Alert, other: NonNullable<Gathered["other"]>) {
  const paying = new Set<string>();
  const paid = new Set<string>();
  const [account] = subjectAccounts(subject);
  for (const payment of pairs ?? transactions) {
    const { name, pays } = other(payment, account);
    (pays ? paying : paid).add(name);
  }
  return { paying, paid };
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

/** The whole alert with names, reason and the rule's words as people may see them. */
export function displayAlert(alert: Alert): Alert {
  const shown: Alert = {
    ...alert,
    ...displayRule(alert),
    transactions: alert.transactions.map(displayPayment),
    reason: printable(alert.reason),
  };
  if (alert.origin !== undefined) shown.origin = printable(alert.origin);
  if (alert.target !== undefined) shown.target = printable(alert.target);
  if (alert.subject !== undefined) shown.subject = renamed(alert.subject, printable);
  if (alert.pairs !== undefined) shown.pairs = alert.pairs.map(displayPair);
  return shown;
}

function displayPayment(payment: AlertTransaction): AlertTransaction {
  const shown = { ...payment, ...displayPair(payment) };
  return payment.id === undefined ? shown : { ...shown, id: printable(payment.id) };
}

function displayPair({ origin, target }: { origin: string; target: string }) {
  return { origin: printable(origin), target: printable(target) };
}
