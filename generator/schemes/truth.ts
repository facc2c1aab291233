import type { OutgoingRecord } from "../../kafka/producer";
import { formatCents } from "../../payment/money";
import type { Transaction } from "../../payment/transaction";
import { describeScheme, type Scheme } from "./scheme";
import type { Payment } from "./traffic";

/** The ground truth about one scheme as JSON. Times are ISO 8601 UTC, amounts decimals. */
export interface TruthRecord {
  id: string;
  kind: Scheme["kind"];
  /** Ids of those rules of rules/default.yaml that are there to find it; none where no rule is. */
  expected: readonly string[];
  /** True where it only looks like a scheme: an alert about it is a false alarm. */
  honest: boolean;
  accounts: string[];
  firstAt: string;
  lastAt: string;
  total: string;
  count: number;
  /** Whether summing each pair's sessions by the given gap and limit shows it. */
  found: boolean;
  /** False where the generator stopped in the middle; the record tells of the payments that were sent. */
  complete: boolean;
  /** Without `id` where what is written has none. */
  transactions: { id?: string; timestamp: string; origin: string; target: string; amount: string }[];
}

/** Follows which payments of schemes have really been sent. */
export interface TruthRecorder {
  /** The ground truth of the scheme that this payment completes, if it does. */
  sent(payment: Payment): TruthRecord | undefined;
  /** The ground truth of the schemes that are still under way. */
  rest(): TruthRecord[];
}

/** A recorder that knows the rule which `found` refers to. Holds the schemes under way only. */
export function createTruthRecorder(rule: { gapMs: number; limitCents: number }): TruthRecorder {
  const open = new Map<Scheme, Transaction[]>();
  const describe = (scheme: Scheme, transactions: Transaction[]) => {
    const byTime = transactions.toSorted((a, b) => a.timestampMs - b.timestampMs);
    const complete = transactions.length === scheme.transactions.length;
    return toRecord(describeScheme(scheme.id, scheme.kind, byTime, rule), complete);
  };
  return {
    sent({ transaction, scheme }) {
      if (scheme === undefined) return undefined;
      const sent = open.get(scheme) ?? [];
      sent.push(transaction);
      open.set(scheme, sent);
      if (sent.length < scheme.transactions.length) return undefined;
      open.delete(scheme);
      return describe(scheme, sent);
    },
    rest: () => [...open].map(([scheme, sent]) => describe(scheme, sent)),
  };
}

function toRecord(scheme: Scheme, complete: boolean): TruthRecord {
  const { id, kind, expected, honest, accounts, firstAt, lastAt, totalCents, found, transactions } = scheme;
  return {
    id,
    kind,
    expected,
    honest,
    accounts,
    firstAt: new Date(firstAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
    total: formatCents(totalCents),
    count: transactions.length,
    found,
    complete,
    transactions: transactions.map(({ id, timestampMs, origin, target, amountCents }) => ({
      id,
      timestamp: new Date(timestampMs).toISOString(),
      origin,
      target,
      amount: formatCents(amountCents),
    })),
  };
}

/** The record as an output takes it. */
export function truthLine(record: TruthRecord): OutgoingRecord {
  return { key: record.id, value: JSON.stringify(record), timestampMs: Date.parse(record.lastAt) };
}
