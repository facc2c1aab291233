import { Hono } from "hono";
import { z } from "zod";
import { integer, oneOf, text } from "../../config/values";
import { parseCents } from "../../transforms/money";
import type { AlertStore } from "../alertStore";
import { type AlertSummary, displayAlert } from "../alertSummary";

const MAX_PAGE = 1_000;

const amountCents = z
  .string()
  .transform(parseCents)
  .refine((cents) => !Number.isNaN(cents), "a decimal such as 9500.50");

const querySchema = z.strictObject({
  account: text().optional(),
  min: amountCents.optional(),
  max: amountCents.optional(),
  timing: oneOf(["EARLY", "ON_TIME", "LATE"]).optional(),
  limit: integer({ min: 1, max: MAX_PAGE }).default(100),
  offset: integer({ min: 0 }).default(0),
});
type Query = z.infer<typeof querySchema>;

/** `GET /api/alerts` searches the alerts in view, newest first; `GET /api/alerts/ID` tells all of one. Names are as shown on the page. */
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

function matches(alert: AlertSummary, { account, min, max, timing }: Query): boolean {
  if (timing !== undefined && alert.timing !== timing) return false;
  const cents = totalCents(alert.totalAmount);
  if ((min !== undefined && cents < min) || (max !== undefined && cents > max)) return false;
  if (account === undefined) return true;
  const wanted = account.toLowerCase();
  const names = [alert.origin, alert.target, ...(alert.others ?? [])];
  return names.some((name) => name?.toLowerCase().includes(wanted));
}

/** Totals may be above any single payment's limit, so they are compared as numbers; a rounding of cents far above 10^12 hides nothing. */
function totalCents(total: string): number {
  return Math.round(Number(total) * 100);
}
