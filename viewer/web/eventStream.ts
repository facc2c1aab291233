import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { AlertStore } from "../alertStore";
import type { ChangeFeed } from "../changeFeed";

/** What the page tells about the service itself. */
export interface ViewerStatus {
  /** Why no alerts can come now; null while Kafka answers. */
  notReady: string | null;
  topic: string;
  received: number;
  malformed: number;
  dropped: number;
  maxAlerts: number;
}

export interface EventStreamParts {
  store: AlertStore;
  feed: ChangeFeed;
  status: () => ViewerStatus;
  heartbeatMs: number;
  /** Called with +1 and -1 as pages come and go. */
  onPages?: (change: 1 | -1) => void;
}

const CHUNK = 500;
/** Changes of this long go out together, so that a fast stream costs few messages. */
const GATHER_MS = 50;
const RECONNECT_MS = 1_000;

/**
 * `GET /events`: the whole view first (`reset`, `alerts` in chunks), then each `changes` as it comes, with `status` as
 * heartbeat. The event's id is the feed's position; a page that comes back with it gets exactly what it missed. Each
 * page is served at its own pace from the shared feed: a slow one costs no memory here.
 */
export function eventStream({ store, feed, status, heartbeatMs, onPages }: EventStreamParts): Hono {
  return new Hono().get("/events", (context) => {
    context.header("X-Accel-Buffering", "no");
    // A browser that comes back by itself sends the header; a page that opens a new connection cannot.
    const lastEventId = context.req.header("last-event-id") ?? context.req.query("after");
    return streamSSE(context, async (stream) => {
      const send = (event: string, data: unknown, id?: string) =>
        stream.writeSSE({ event, data: JSON.stringify(data), ...(id !== undefined && { id }) });

      async function sendAll(): Promise<string> {
        const position = feed.position();
        const alerts = store.list();
        await send("reset", { total: alerts.length });
        for (let start = 0; start < alerts.length; start += CHUNK)
          await send("alerts", alerts.slice(start, start + CHUNK));
        await send("ready", {}, position);
        return position;
      }

      onPages?.(1);
      try {
        await stream.write(`retry: ${RECONNECT_MS}\n\n`);
        await send("status", status());
        let position = lastEventId ?? "";
        while (!stream.aborted && !stream.closed) {
          const changes = feed.since(position);
          if (changes === undefined) position = await sendAll();
          else if (changes.length > 0) {
            position = feed.position();
            await send("changes", changes, position);
            await stream.sleep(GATHER_MS);
          } else {
            await feed.next(heartbeatMs);
            if (feed.position() === position) await send("status", status());
          }
        }
      } finally {
        onPages?.(-1);
      }
    });
  });
}
