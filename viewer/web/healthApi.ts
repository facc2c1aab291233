import { Hono } from "hono";
import type { Health } from "../health/health";

/** `GET /api/health` tells of Kafka, the job, how late alerts come and what was rejected. */
export function healthApi(health: Health, now: () => number = Date.now): Hono {
  return new Hono().get("/api/health", (context) => context.json(health.answer(now())));
}
