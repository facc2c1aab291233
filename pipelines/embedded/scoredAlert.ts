import { keyOf } from "../../rules/keys/key";
import type { ScoredAlert } from "../../scoring/score";
import type { Alert } from "../../transforms/alert";
import { alertPayments } from "../../transforms/alertPayments";

/** An alert as it is held against the truth. */
export function scoredAlert(alert: Alert): ScoredAlert {
  const { rule, grouping, subject = { account: "" }, truncated } = alert;
  return {
    rule: { id: rule?.id ?? "" },
    key: { kind: grouping, text: keyOf(subject) },
    windowStartMs: Date.parse(alert.windowStart),
    windowEndMs: Date.parse(alert.windowEnd),
    payments: alertPayments(alert),
    truncated,
  };
}
