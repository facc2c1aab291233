import { parseCents } from "../../payment/money";
import type { ScoredAlert } from "../../scoring/score";
import type { Alert } from "../../transforms/alert";

/** An alert as it is held against the truth. */
export function scoredAlert(alert: Alert): ScoredAlert {
  const { rule, grouping, transactions, truncated } = alert;
  return {
    rule: { id: rule?.id ?? "" },
    key: { kind: grouping, text: keyOf(alert) },
    windowStartMs: Date.parse(alert.windowStart),
    windowEndMs: Date.parse(alert.windowEnd),
    payments: transactions.map(({ timestamp, origin, target, amount }) => ({
      timestampMs: Date.parse(timestamp),
      origin,
      target,
      amountCents: parseCents(amount),
    })),
    truncated,
  };
}

/** The text of a rule's key. */
function keyOf({ subject = { account: "" } }: Alert): string {
  if ("account" in subject) return subject.account;
  return "accounts" in subject ? subject.accounts.join(";") : `${subject.origin};${subject.target}`;
}
