import type { Alert } from "../../transforms/alert";
import type { Expected } from "../rules/reference";

/** Alerts of rules as what the reference expects, in the same order. */
export function expectedIn(alerts: Alert[]): Expected[] {
  const text = ({ rule, key, start }: Expected) => `${rule}\0${key}\0${start}`;
  return alerts
    .map((alert) => ({
      rule: alert.rule?.id ?? "",
      key: keyOf(alert),
      start: Date.parse(alert.windowStart),
      end: Date.parse(alert.windowEnd),
      first: Date.parse(alert.firstTransaction),
      last: Date.parse(alert.lastTransaction),
      count: alert.count,
      totalCents: centsOf(alert.totalAmount),
      evidence: alert.transactions.map(
        (p) =>
          `${Date.parse(p.timestamp)} ${p.origin} ${p.target} ${centsOf(p.amount)} ${p.id ?? "-"} ${paidText(p) ?? "-"}`,
      ),
      truncated: alert.truncated,
    }))
    .sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function keyOf({ origin, target, subject }: Alert): string {
  if (subject === undefined) throw new Error("a rule's alert has a subject");
  if ("accounts" in subject) return subject.accounts.join(";");
  if ("account" in subject) return subject.account;
  return `${origin};${target}`;
}

function paidText({ originalAmount, currency }: Alert["transactions"][number]): string | undefined {
  return originalAmount === undefined ? undefined : `${originalAmount} ${currency}`;
}

function centsOf(amount: string): bigint {
  const [whole, fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}
