import type { SumCents } from "../../../payment/money";
import type { Finding } from "../../../rules/finding";
import { keyOf } from "../../../rules/keys/key";
import type { Alert } from "../../../transforms/alert";
import { alertPayments } from "../../../transforms/alertPayments";

/** What a rule found, from the alert that tells of it; lists are as long as the alert has them. */
export function findingOfAlert(alert: Alert): Finding {
  const { rule, subject } = alert;
  if (rule === undefined || subject === undefined) throw new TypeError(`alert ${alert.id} names no rule`);
  return {
    id: alert.id,
    rule,
    key: { kind: alert.grouping, text: keyOf(subject) },
    subject,
    windowStartMs: Date.parse(alert.windowStart),
    windowEndMs: Date.parse(alert.windowEnd),
    firstMs: Date.parse(alert.firstTransaction),
    lastMs: Date.parse(alert.lastTransaction),
    count: alert.count,
    totalCents: centsOf(alert.totalAmount),
    measures: alert.measures ?? {},
    facts: (alert.facts ?? []).map((fact) => ({ ...fact, isTime: false })),
    reason: alert.reason,
    payments: alertPayments(alert),
    truncated: alert.truncated,
    weight: alert.count,
    withdrawn: alert.withdrawn === true,
    otherIds: [],
  };
}

/** A total may be larger than any payment. */
function centsOf(amount: string): SumCents {
  const cents = BigInt(amount.replace(".", "") + "0".repeat(2 - (amount.split(".")[1]?.length ?? 0)));
  return cents <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(cents) : cents;
}
