import { formatCents } from "../../payment/money";
import { type Alert, alertId } from "../../transforms/alert";

export interface AlertShape {
  origin?: string;
  target?: string;
  /** Epoch ms of the first payment. */
  startMs?: number;
  /** Payments, in cents, a minute apart. */
  cents?: number[];
  gapMs?: number;
  overrides?: Partial<Alert>;
}

export const START_MS = Date.parse("2026-03-02T09:00:00Z");

/** An alert as the pipeline would write it, of payments a minute apart. */
export function alertOf(shape: AlertShape = {}): Alert {
  const { origin = "3", target = "7", startMs = START_MS, cents = [585_700, 1_774_000], gapMs = 600_000 } = shape;
  const times = cents.map((_, index) => new Date(startMs + index * 60_000).toISOString());
  const total = cents.reduce((sum, amount) => sum + amount, 0);
  const lastMs = startMs + (cents.length - 1) * 60_000;
  return {
    id: alertId("pair", `${origin};${target}`, startMs),
    revision: 0,
    timing: "EARLY",
    final: false,
    grouping: "pair",
    origin,
    target,
    windowStart: times[0],
    windowEnd: new Date(lastMs + gapMs).toISOString(),
    firstTransaction: times[0],
    lastTransaction: times[times.length - 1],
    totalAmount: formatCents(total),
    count: cents.length,
    threshold: "10000",
    transactions: cents.map((amount, index) => ({
      timestamp: times[index],
      origin,
      target,
      amount: formatCents(amount),
    })),
    truncated: false,
    reason: `${origin} paid ${target} ${formatCents(total)} in ${cents.length} parts, above the limit of 10000.`,
    ...shape.overrides,
  };
}

/** The same alert as its later revision. */
export function revised(alert: Alert, overrides: Partial<Alert> = {}): Alert {
  return { ...alert, revision: alert.revision + 1, timing: "ON_TIME", final: true, ...overrides };
}
