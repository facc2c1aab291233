import { parseCents, type SumCents } from "../../../payment/money";
import type { Finding } from "../../../rules/finding";
import type { Alert } from "../../../transforms/alert";

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
    payments: alert.transactions.map(({ timestamp, origin, target, amount }) => ({
      timestampMs: Date.parse(timestamp),
      origin,
      target,
      amountCents: parseCents(amount),
    })),
    truncated: alert.truncated,
    weight: alert.count,
    withdrawn: alert.withdrawn === true,
    otherIds: [],
  };
}

/** The text of a rule's key. */
export function keyOf(subject: Finding["subject"]): string {
  if ("account" in subject) return subject.account;
  return "accounts" in subject ? subject.accounts.join(";") : `${subject.origin};${subject.target}`;
}

/** A total may be larger than any payment. */
function centsOf(amount: string): SumCents {
  const cents = BigInt(amount.replace(".", "") + "0".repeat(2 - (amount.split(".")[1]?.length ?? 0)));
  return cents <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(cents) : cents;
}
