import { z } from "zod";
import { oneOf, text } from "../../config/values";
import type { AlertSummary } from "../alertSummary";
import { centsOf } from "../cents";

/** Totals have up to 40 digits: any that an alert may have can be asked for. */
const amountCents = z
  .string()
  .regex(/^\d{1,40}(\.\d{1,2})?$/, "a decimal such as 9500.50")
  .transform(centsOf);

/** What alerts may be asked for by, all of it at once. */
export const filterFields = {
  account: text().optional(),
  min: amountCents.optional(),
  max: amountCents.optional(),
  timing: oneOf(["EARLY", "ON_TIME", "LATE"]).optional(),
  rule: text().optional(),
  severity: oneOf(["low", "medium", "high", "critical"]).optional(),
  mode: oneOf(["live", "shadow"]).optional(),
  review: oneOf(["open", "taken", "escalated", "confirmed", "dismissed", "snoozed"]).optional(),
  reviewer: text().optional(),
  /** `no`: without what is put off now. */
  snoozed: oneOf(["no"]).optional(),
};

const filterSchema = z.strictObject(filterFields);
export type AlertFilter = z.infer<typeof filterSchema>;

/** What alerts without a rule are asked for by, which no rule can be called. */
const OF_THE_OPTIONS = "(options)";

/** Whether an alert is one of those asked for. */
export function matches(
  alert: AlertSummary,
  { account, min, max, timing, rule, severity, mode, review, reviewer, snoozed }: AlertFilter,
): boolean {
  if (rule !== undefined && (alert.rule?.id ?? OF_THE_OPTIONS) !== rule) return false;
  if (severity !== undefined && alert.rule?.severity !== severity) return false;
  if (mode !== undefined && (alert.rule?.mode ?? "live") !== mode) return false;
  if (review !== undefined && !isReviewed(alert, review)) return false;
  if (snoozed === "no" && isReviewed(alert, "snoozed")) return false;
  if (reviewer !== undefined && alert.review?.by !== reviewer) return false;
  if (timing !== undefined && alert.timing !== timing) return false;
  if (min !== undefined && centsOf(alert.totalAmount) < min) return false;
  if (max !== undefined && centsOf(alert.totalAmount) > max) return false;
  if (account === undefined) return true;
  const names = [alert.origin, alert.target, ...(alert.subject ?? []), ...(alert.others ?? [])];
  const whole = /^"(.+)"$/s.exec(account)?.[1];
  if (whole !== undefined) return names.includes(whole);
  const part = account.toLowerCase();
  return names.some((name) => name?.toLowerCase().includes(part));
}

function isReviewed({ review }: AlertSummary, wanted: NonNullable<AlertFilter["review"]>): boolean {
  if (wanted === "snoozed") return (review?.snoozed?.untilMs ?? 0) > Date.now();
  return (review?.state ?? "open") === wanted;
}

/** What is wrong with a query, in a line for each parameter. */
export function problems({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message, code, ...issue }) => {
    if (code === "unrecognized_keys" && "keys" in issue) return `${String(issue.keys)}: no such parameter`;
    return `${path.join(".")}: expected ${message}`;
  });
}
