import { formatCents } from "../payment/money";
import { formatTimestamp } from "../payment/timestamp";
import { KEYS } from "../rules/keys/keys";
import { laterSlots, type SessionLimits, slotStart } from "../rules/windows/sessionSlots";
import { type Alert, type AlertTiming, alertId, type Grouping, revisionOf } from "./alert";
import { type Budget, evidenceThatFits, fitting, MAX_LIST_BYTES } from "./alertBudget";
import { keptCounterparties, MAX_COUNTERPARTIES } from "./counterparties";
import { earliest, type PartialSum } from "./partialSum";

/** What an alert says about the rule that raised it. */
export interface AlertRule {
  grouping: Grouping;
  thresholdCents: number;
  /** Payments listed at most, the earliest. */
  maxEvidence: number;
  /** How the payments were put together, for the reason: `session with pauses under 10m`. */
  windowText: string;
  /** Only where windows are sessions. They grow together, so that an alert can replace others. */
  sessions?: SessionLimits;
}

/** The alert of a window's sum. Evidence is cut where the alert would grow over 64 KB; total and count are always whole. */
export function makeAlert(key: string, sum: PartialSum, timing: AlertTiming, rule: AlertRule): Alert {
  const { grouping, sessions } = rule;
  const final = timing !== "EARLY";
  const budget = { bytes: MAX_LIST_BYTES };
  const supersedes = final && sessions ? supersededBy(key, sum, grouping, sessions, budget) : [];
  const evidence = earliest(sum.evidence, rule.maxEvidence);
  const kind = KEYS[grouping];
  const pairOf = (counterparty: string) => kind.accountsOf(key, counterparty, true);
  const pairs = sum.counterparties && pairsOf(sum.counterparties, pairOf, budget);
  const transactions = evidenceThatFits(
    evidence.map(({ counterparty, ...payment }) => ({ ...payment, ...pairOf(counterparty) })),
    budget,
  );
  return {
    id: alertId(grouping, key, sessions ? slotStart(sum.startMs, sessions) : sum.startMs),
    revision: revisionOf(sum.count, final),
    timing,
    final,
    grouping,
    ...kind.named(key),
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
    ...(supersedes.length > 0 ? { supersedes } : {}),
  };
}

/**
 * Ids of all that may have been said of parts of this session, in an earlier run, before payments joined them or from
 * payments that were seen first: the earliest that fit in a quarter of the room. A warning replaces nothing, since it
 * may count payments that are then too late to join.
 */
function supersededBy(key: string, sum: PartialSum, grouping: Grouping, sessions: SessionLimits, budget: Budget) {
  return fitting(idsOfSlots(), budget, 1 / 4);
  function* idsOfSlots() {
    for (const startMs of laterSlots(sum.startMs, sum.lastMs, sessions)) yield alertId(grouping, key, startMs);
  }
}

type Pair = { origin: string; target: string };

/** Half of the room at most, so that evidence always has the other half. */
function pairsOf(counterparties: Set<string>, pairOf: (counterparty: string) => Pair, budget: Budget) {
  const accounts = keptCounterparties(counterparties);
  const pairs = fitting(accounts.map(pairOf), budget, 1 / 2);
  if (accounts.length <= MAX_COUNTERPARTIES) return { pairs, pairCount: accounts.length };
  return { pairs, pairCount: MAX_COUNTERPARTIES, morePairs: true };
}

function reasonOf(sum: PartialSum, { grouping, thresholdCents, windowText }: AlertRule): string {
  const payments = sum.count === 1 ? "1 payment" : `${sum.count} payments`;
  return `${payments} ${KEYS[grouping].whose} in one ${windowText} add up to ${formatCents(sum.totalCents)}, above the limit of ${formatCents(thresholdCents)}.`;
}
