import { Hono } from "hono";
import { z } from "zod";
import { integer } from "../../config/values";
import type { AlertStore } from "../alertStore";
import { displayAlert } from "../alertSummary";
import { filterFields, matches, problems } from "./alertQuery";

const MAX_PAGE = 1_000;

const querySchema = z.strictObject({
  ...filterFields,
  limit: integer({ min: 1, max: MAX_PAGE }).default(100),
  offset: integer({ min: 0 }).default(0),
});

/** `GET /api/alerts` searches the alerts in view, newest first; `GET /api/alerts/ID` tells all of one, also where it was withdrawn. Names are as shown on the page. */
export function alertsApi(store: AlertStore): Hono {
  return new Hono()
    .get("/api/alerts", (context) => {
      const query = querySchema.safeParse(context.req.query());
      if (!query.success) return context.json({ errors: problems(query.error) }, 400);
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
