import { type Alert, type AlertTiming, type AlertTransaction, alertId, type Grouping } from "./alert";
import { formatCents } from "./money";
import { earliest, type PartialSum, type Payment } from "./partialSum";
import { formatTimestamp } from "./timestamp";

/** What an alert says about the rule that raised it. */
export interface AlertRule {
  grouping: Grouping;
  thresholdCents: number;
  /** Payments listed at most, the earliest. */
  maxEvidence: number;
  /** How the payments were put together, for the reason: `session with pauses under 10m`. */
  windowText: string;
  /** Windows grow together, as sessions do: only then can an alert replace others. */
  merging: boolean;
}

/**
 * Bytes of JSON that evidence, pairs and superseded ids may take together. With the rest of the alert, at most 3 KB of
 * account names among it, an alert stays under 64 KB.
 */
const MAX_LIST_BYTES = 54_000;

/** JSON writes a control character as \u0001. */
const MOST_BYTES_OF_A_CHARACTER = 6;

/** The alert of a window's sum. Evidence is cut where the alert would grow over 64 KB; total and count are always whole. */
export function makeAlert(key: string, sum: PartialSum, timing: AlertTiming, rule: AlertRule): Alert {
  const { grouping } = rule;
  const final = timing !== "EARLY";
  const id = alertId(grouping, key, sum.startMs);
  const budget = { bytes: MAX_LIST_BYTES };
  const evidence = earliest(sum.evidence, rule.maxEvidence);
  const isCorrection = timing === "LATE" && rule.merging;
  const supersedes = isCorrection ? supersededBy(id, key, evidence, grouping, budget) : undefined;
  const pairOf = pairsWith(key, grouping);
  const pairs = grouping === "pair" ? undefined : pairsOf(sum, pairOf, budget);
  const transactions = evidenceOf(evidence, pairOf, budget);
  return {
    id,
    revision: revisionOf(sum.count, final),
    timing,
    final,
    grouping,
    ...accountsOf(key, grouping),
    windowStart: formatTimestamp(sum.startMs),
    windowEnd: formatTimestamp(sum.endMs),
    firstTransaction: formatTimestamp(sum.firstMs),
    lastTransaction: formatTimestamp(sum.lastMs),
    totalAmount: formatCents(sum.totalCents),
    count: sum.count,
    threshold: formatCents(rule.thresholdCents),
    transactions,
    truncated: transactions.length < sum.count,
    ...pairs,
    reason: reasonOf(sum, rule),
    ...(supersedes ? { supersedes } : {}),
  };
}

/**
 * A window only ever gains payments, so the number of payments orders all that is said of it, in every run and after
 * any restart; the end of the window ranks above the same payments before it.
 */
function revisionOf(count: number, final: boolean): number {
  return 2 * count + (final ? 1 : 0);
}

/**
 * A late payment can join sessions that had alerts of their own: those began with one of the payments of this one. The
 * earliest ids that fit in a quarter of the room.
 */
function supersededBy(id: string, key: string, evidence: Payment[], grouping: Grouping, budget: Budget): string[] {
  const ids = new Set(evidence.map(({ timestampMs }) => alertId(grouping, key, timestampMs)));
  ids.delete(id);
  return fitting(ids, budget, 1 / 4);
}

function accountsOf(key: string, grouping: Grouping): { origin?: string; target?: string } {
  if (grouping === "origin") return { origin: key };
  if (grouping === "target") return { target: key };
  const [origin, target] = key.split(";");
  return { origin, target };
}

function evidenceOf(payments: Payment[], pairOf: PairOf, budget: Budget): AlertTransaction[] {
  let mostBytes = 0;
  const shown = payments.map(({ timestampMs, amountCents, counterparty }) => {
    const { origin, target } = pairOf(counterparty);
    mostBytes += 120 + (origin.length + target.length) * MOST_BYTES_OF_A_CHARACTER;
    return { timestamp: formatTimestamp(timestampMs), origin, target, amount: formatCents(amountCents) };
  });
  // Measuring each takes longer than making it.
  return mostBytes <= budget.bytes ? shown : fitting(shown, budget, 1);
}

/** Half of the room at most, so that evidence always has the other half. */
function pairsOf(sum: PartialSum, pairOf: PairOf, budget: Budget) {
  const accounts = [...(sum.counterparties ?? [])].sort();
  const pairs = fitting(accounts.map(pairOf), budget, 1 / 2);
  return { pairs, pairCount: accounts.length };
}

/** Bytes of JSON that are left. */
interface Budget {
  bytes: number;
}

/** The first entries that fit into a share of the budget, which pays for them. */
function fitting<T>(entries: Iterable<T>, budget: Budget, share: number): T[] {
  const kept: T[] = [];
  const leastLeft = budget.bytes * (1 - share);
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (budget.bytes - bytes < leastLeft) break;
    budget.bytes -= bytes;
    kept.push(entry);
  }
  return kept;
}

/** Who paid whom, by the account that the key does not name. */
type PairOf = (counterparty: string) => { origin: string; target: string };

function pairsWith(key: string, grouping: Grouping): PairOf {
  if (grouping === "origin") return (target) => ({ origin: key, target });
  if (grouping === "target") return (origin) => ({ origin, target: key });
  const [origin, target] = key.split(";");
  const pair = { origin, target };
  return () => pair;
}

function reasonOf(sum: PartialSum, { grouping, thresholdCents, windowText }: AlertRule): string {
  const payments = sum.count === 1 ? "1 payment" : `${sum.count} payments`;
  const whose = { pair: "of this pair", origin: "from this account", target: "to this account" }[grouping];
  return `${payments} ${whose} in one ${windowText} add up to ${formatCents(sum.totalCents)}, above the limit of ${formatCents(thresholdCents)}.`;
}
