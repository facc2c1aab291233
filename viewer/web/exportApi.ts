import type { ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { Hono } from "hono";
import { z } from "zod";
import { oneOf } from "../../config/values";
import type { AlertStore } from "../alertStore";
import { type AlertSummary, displayAlert } from "../alertSummary";
import { ALERT_FILES, type AlertFile } from "./alertFiles";
import { filterFields, matches, problems } from "./alertQuery";
import { pulledStream } from "./pulledStream";

const querySchema = z.strictObject({ ...filterFields, format: oneOf(["csv", "json"]).default("csv") });

/** Made at once: others have their turn in between. */
const PART = 20;

export interface ExportParts {
  store: AlertStore;
  /** How long whoever reads may leave a part unread, in ms. */
  stallMs: number;
  now?: () => number;
}

/** `GET /api/export` is a file of all alerts in view that a search finds, made while it is read. */
export function exportApi({ store, stallMs, now = Date.now }: ExportParts): Hono<Bindings> {
  let last = Promise.resolve();
  /** One part a turn of the event loop, of whichever file: all others are heard in between. */
  const turn = () => {
    last = last.then(() => setImmediate());
    return last;
  };

  return new Hono<Bindings>().get("/api/export", (context) => {
    const query = querySchema.safeParse(context.req.query());
    if (!query.success) return context.json({ errors: problems(query.error) }, 400);
    const { format, ...filter } = query.data;
    const found = store.list().filter((alert) => matches(alert, filter));
    const file = ALERT_FILES[format];
    const name = `fraud-alerts-${new Date(now()).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z.${format}`;
    const { body } = pulledStream(partsOf(file, found, store, turn), {
      stallMs,
      onStall: () => void context.env?.outgoing?.destroy(),
      onEnd: () => {},
    });
    const headers = { "content-type": file.type, "content-disposition": `attachment; filename="${name}"` };
    return context.body(body, 200, headers);
  });
}

type Bindings = { Bindings: { outgoing?: ServerResponse } };

/** What has left the view meanwhile is left out. */
async function* partsOf(
  file: AlertFile,
  found: AlertSummary[],
  store: AlertStore,
  turn: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(file.head);
  let isFirst = true;
  for (let at = 0; at < found.length; at += PART) {
    await turn();
    let part = "";
    for (const { id } of found.slice(at, at + PART)) {
      const alert = store.find(id);
      if (alert === undefined) continue;
      part += file.write(displayAlert(alert), isFirst);
      isFirst = false;
    }
    if (part !== "") yield Buffer.from(part);
  }
  if (file.end !== "") yield Buffer.from(file.end);
}
