import { formatCents } from "../../payment/money";
import { formatTimestamp } from "../../payment/timestamp";
import type { Transaction } from "../../payment/transaction";
import type { Labelled } from "../../scoring/label";
import type { Measured } from "../../scoring/measureRules";
import type { FoundAlert } from "./foundAlert";
import type { FoundScheme } from "./labels/labelledScheme";
import type { AlertShown, MeasuredShown, PaymentShown, SchemeShown } from "./result";

/** Payments listed in an example. */
const MOST_PAYMENTS = 12;

export function alertShown({ alert, label, schemes }: Labelled<FoundAlert, FoundScheme>): AlertShown {
  const { id, rule, finding, totalCents, count, accounts, payments } = alert;
  return {
    id,
    rule: rule.id,
    title: finding.rule.title,
    about: accounts.join(" and "),
    windowStart: formatTimestamp(alert.windowStartMs),
    windowEnd: formatTimestamp(alert.windowEndMs),
    total: formatCents(totalCents),
    count,
    reason: finding.reason,
    label,
    schemes: schemes.map((scheme) => scheme.id),
    payments: payments.slice(0, MOST_PAYMENTS).map(paymentShown),
  };
}

export function schemeShown({ id, kind, transactions }: FoundScheme): SchemeShown {
  return {
    id,
    kind,
    total: formatCents(totalOf(transactions)),
    count: transactions.length,
    payments: transactions.slice(0, MOST_PAYMENTS).map(paymentShown),
  };
}

export function totalOf(transactions: readonly Transaction[]): bigint {
  return transactions.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n);
}

function paymentShown({ timestampMs, origin, target, amountCents }: Transaction): PaymentShown {
  return { timestamp: formatTimestamp(timestampMs), origin, target, amount: formatCents(amountCents) };
}

export function measuredShown({ amountCents, ...measured }: Measured): MeasuredShown {
  return { ...measured, amount: formatCents(amountCents) };
}
