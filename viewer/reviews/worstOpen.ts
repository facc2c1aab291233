import { SEVERITIES } from "../../rules/file/ruleSchema";
import type { AlertSummary } from "../alertSummary";
import { centsOf } from "../cents";

/** The worst alert that is open and not put off at a time (epoch ms): by severity, then amount, then age. Those of shadow rules never are. */
export function worstOpen(alerts: readonly AlertSummary[], nowMs: number): AlertSummary | undefined {
  let worst: AlertSummary | undefined;
  for (const alert of alerts) {
    const { rule, review } = alert;
    const isOpen = (review?.state ?? "open") === "open" && !((review?.snoozed?.untilMs ?? 0) > nowMs);
    if (isOpen && rule?.mode !== "shadow" && (worst === undefined || isWorse(alert, worst))) worst = alert;
  }
  return worst;
}

function isWorse(a: AlertSummary, b: AlertSummary): boolean {
  if (rankOf(a) !== rankOf(b)) return rankOf(a) > rankOf(b);
  const [left, right] = [centsOf(a.totalAmount), centsOf(b.totalAmount)];
  return left !== right ? left > right : a.lastMs < b.lastMs;
}

function rankOf({ rule }: AlertSummary): number {
  return rule === undefined ? -1 : SEVERITIES.indexOf(rule.severity);
}
