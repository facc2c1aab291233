import { Hono } from "hono";
import { z } from "zod";
import { integer, oneOf, text } from "../../config/values";
import type { AlertStore } from "../alertStore";
import { type AlertSummary, displayAlert } from "../alertSummary";

const MAX_PAGE = 1_000;

/** Totals have up to 40 digits: any that an alert may have can be asked for. */
const amountCents = z
  .string()
  .regex(/^\d{1,40}(\.\d{1,2})?$/, "a decimal such as 9500.50")
  .transform(centsOf);

const querySchema = z.strictObject({
  account: text().optional(),
  min: amountCents.optional(),
  max: amountCents.optional(),
  timing: oneOf(["EARLY", "ON_TIME", "LATE"]).optional(),
  rule: text().optional(),
  severity: oneOf(["low", "medium", "high", "critical"]).optional(),
  mode: oneOf(["live", "shadow"]).optional(),
  limit: integer({ min: 1, max: MAX_PAGE }).default(100),
  offset: integer({ min: 0 }).default(0),
});
type Query = z.infer<typeof querySchema>;

/** `GET /api/alerts` searches the alerts in view, newest first; `GET /api/alerts/ID` tells all of one, also where it was withdrawn. Names are as shown on the page. */
export function alertsApi(store: AlertStore): Hono {
  return new Hono()
    .get("/api/alerts", (context) => {
      const query = querySchema.safeParse(context.req.query());
      if (!query.success) return context.json({ errors: query.error.issues.map(problem) }, 400);
      const found = store.list().filter((alert) => matches(alert, query.data));
      const { offset, limit } = query.data;
      return context.json({
        total: found.length,
        dropped: store.dropped(),
        alerts: found.slice(offset, offset + limit),
      });
    })
    .get("/api/alerts/:id", (context) => {
      const alert = store.find(context.req.param("id"));
      return alert === undefined
        ? context.json({ errors: ["no such alert in view: it never came, was replaced, or is too old"] }, 404)
        : context.json(displayAlert(alert));
    });
}

function problem({ path, message, code, ...issue }: z.core.$ZodIssue): string {
  if (code === "unrecognized_keys" && "keys" in issue) return `${String(issue.keys)}: no such parameter`;
  return `${path.join(".")}: expected ${message}`;
}

function matches(alert: AlertSummary, { account, min, max, timing, rule, severity, mode }: Query): boolean {
  if (rule !== undefined && alert.rule?.id !== rule) return false;
  if (severity !== undefined && alert.rule?.severity !== severity) return false;
  if (mode !== undefined && (alert.rule?.mode ?? "live") !== mode) return false;
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

/** Exact cents of a decimal of any length. */
function centsOf(decimal: string): bigint {
  const [whole, fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}
