import type { LateValue } from "../beam/flink/lateValueCoder";
import { beam, register } from "../beam/sdk";
import { formatCents } from "../payment/money";
import { formatTimestamp } from "../payment/timestamp";
import { KEYS, type KeyName } from "../rules/keys/keys";
import type { AlertTransaction, Grouping } from "./alert";
import { alertTransaction } from "./alertBudget";
import { earliest, type PartialSum } from "./partialSum";

/**
 * Payments of one key that came too late for their window: a dead letter for all that a bundle had of them. Times are
 * ISO 8601 UTC, amounts decimals.
 */
export interface TooLate {
  reason: "too-late";
  /** One sentence for a person. */
  detail: string;
  grouping: KeyName;
  /** What the payments were gathered by: `origin;target`, or the one account. */
  key: string;
  /** The rules that do not know of these payments; absent where there is the one of the options. */
  rules?: string[];
  /** The window that these payments alone span; the session that they were too late for may have been longer. */
  windowStart: string;
  windowEnd: string;
  totalAmount: string;
  count: number;
  /** The milliseconds of event time since they would last have been taken: the watermark was so far beyond that. */
  lateByMs: number;
  /** The earliest payments, by time; `truncated` tells that there are more. */
  transactions: AlertTransaction[];
  truncated: boolean;
}

interface ReportSettings {
  grouping: Grouping;
  maxEvidence: number;
  tooLate: beam.Counter;
}

type LateSum = beam.KV<string, LateValue<PartialSum>>;

/** Tells of each sum that came too late. `maxEvidence`: payments listed at most. */
export function reportTooLate(grouping: Grouping, maxEvidence: number) {
  const settings = { grouping, maxEvidence, tooLate: beam.counter("deadLetters too-late") };
  return beam.withName("reportTooLate", (sums: beam.PCollection<LateSum>) =>
    sums.flatMap(beam.withName("toTooLate", toTooLate), settings),
  );
}

export function toTooLate({ key, value: { value: sum, lateByMs } }: LateSum, settings: ReportSettings): TooLate[] {
  const { grouping, maxEvidence, tooLate } = settings;
  tooLate.increment(sum.count);
  const transactions = earliest(sum.evidence, maxEvidence).map(({ counterparty, ...payment }) =>
    alertTransaction({ ...payment, ...KEYS[grouping].accountsOf(key, counterparty, true) }),
  );
  return [
    {
      reason: "too-late",
      detail: `found ${sum.count} of a window that ended at ${formatTimestamp(sum.endMs)}, ${lateByMs} ms later than --allowed-lateness allows`,
      grouping,
      key,
      windowStart: formatTimestamp(sum.startMs),
      windowEnd: formatTimestamp(sum.endMs),
      totalAmount: formatCents(sum.totalCents),
      count: sum.count,
      lateByMs,
      transactions,
      truncated: transactions.length < sum.count,
    },
  ];
}

register("tooLate", { toTooLate });
