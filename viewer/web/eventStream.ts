import type { ServerResponse } from "node:http";
import { Hono } from "hono";
import type { AlertStore } from "../alertStore";
import type { ChangeFeed } from "../changeFeed";
import type { HealthLine } from "../health/health";
import { pulledStream } from "./pulledStream";
import { eventOfJson, serverEvent } from "./serverEvent";
import { createViewSnapshots, type Snapshot } from "./viewSnapshots";

/** What the page tells about the service itself. */
export interface ViewerStatus extends HealthLine {
  /** Why no alerts can come now; null while Kafka answers. */
  notReady: string | null;
  topic: string;
  /** Whether it shows rules, too. */
  hasRules: boolean;
  /** Whether people can decide about alerts. */
  hasReviews: boolean;
  received: number;
  malformed: number;
  dropped: number;
  maxAlerts: number;
}

export interface EventStreamParts {
  store: AlertStore;
  feed: ChangeFeed;
  status: () => ViewerStatus;
  /** How often a page hears of the service itself, in milliseconds. */
  heartbeatMs: number;
  /** Pages that are followed at once; more are answered with 503. */
  maxPages: number;
  /** How long a page may leave a message unread, in milliseconds. */
  stallMs: number;
  /** Told as pages come, go, are refused, and are given up because they do not read. */
  onPages?: (event: PageEvent) => void;
}

export type PageEvent = "opened" | "closed" | "refused" | "dropped";

/** Changes of this long go out together, so that a fast stream costs few messages. */
const GATHER_MS = 50;
const RECONNECT_MS = 1_000;
const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  "x-accel-buffering": "no",
};

/**
 * `GET /events`: the whole view first (`reset`, `alerts` in chunks, the `changes` since it was
 * written, `current`), then each `changes` as it comes, with `status` every
 * `heartbeatMs`. The event's id is the feed's position; a page that comes back with it gets exactly what it missed. Each
 * page is served at its own pace, and all of them the same messages: a slow one costs one message here.
 */
export function eventStream(parts: EventStreamParts): Hono<{ Bindings: { outgoing?: ServerResponse } }> {
  const { store, feed, maxPages, stallMs, onPages = () => {} } = parts;
  const snapshots = createViewSnapshots(store, feed);
  const changesAfter = createChangesAfter(feed);
  let pages = 0;

  return new Hono<{ Bindings: { outgoing?: ServerResponse } }>().get("/events", (context) => {
    if (pages >= maxPages) {
      onPages("refused");
      const word = `${pages} pages follow this viewer, as many as --max-pages allows; come back when one is closed.\n`;
      return context.text(word, 503, { "retry-after": "10", connection: "close" });
    }
    // Nobody would read, so nobody would end it.
    if (context.req.method === "HEAD") return context.body(null, 200, HEADERS);
    // A browser that comes back by itself sends the header; a page that opens a new connection cannot.
    const lastEventId = context.req.header("last-event-id") ?? context.req.query("after");
    const gone = new AbortController();
    const giveUp = () => {
      onPages("dropped");
      stream.end();
      context.env?.outgoing?.destroy();
    };
    const stream = pulledStream(messages(lastEventId ?? "", gone.signal, giveUp), {
      stallMs,
      onStall: giveUp,
      onEnd() {
        pages--;
        onPages("closed");
        gone.abort();
      },
    });
    pages++;
    onPages("opened");
    return context.body(stream.body, 200, HEADERS);
  });

  async function* messages(after: string, gone: AbortSignal, giveUp: () => void): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`retry: ${RECONNECT_MS}\n\n`);
    let toldAtMs = performance.now();
    yield serverEvent("status", parts.status());
    let position = after;
    let isCatchingUp = false;
    while (!gone.aborted) {
      // By the clock, not only while nothing else is said: a busy page must know, too, what was dropped or went away.
      if (performance.now() - toldAtMs >= parts.heartbeatMs) {
        toldAtMs = performance.now();
        yield serverEvent("status", parts.status());
      }
      const missed = changesAfter(position);
      if (isCatchingUp && missed?.position === position) {
        isCatchingUp = false;
        yield serverEvent("current", {});
      } else if (missed === undefined) {
        const view = snapshots.take(giveUp);
        gone.addEventListener("abort", view.release);
        yield* all(view);
        view.release();
        gone.removeEventListener("abort", view.release);
        position = view.position;
        isCatchingUp = true;
      } else if (missed.position !== position) {
        position = missed.position;
        yield missed.message;
        if (position === feed.position() && !isCatchingUp) await pause(GATHER_MS, gone);
      } else {
        await feed.next(Math.max(1, toldAtMs + parts.heartbeatMs - performance.now()), gone);
      }
    }
  }
}

function* all(view: Snapshot): Generator<Uint8Array> {
  for (let i = 0; i < view.messages; i++) yield view.message(i);
}

/** What came after a position, as a message that all pages at that position share. */
function createChangesAfter(feed: ChangeFeed) {
  let last: { from: string; position: string; message: Uint8Array } | undefined;

  return (from: string): { position: string; message: Uint8Array } | undefined => {
    const missed = feed.since(from);
    if (missed === undefined) return undefined;
    const { changes, position } = missed;
    if (last?.from !== from || last.position !== position) {
      last = { from, position, message: eventOfJson("changes", `[${changes.join(",")}]`, position) };
    }
    return last;
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
