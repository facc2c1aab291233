import type { Hono } from "hono";
import type { Logger } from "pino";
import type { TopicReader } from "../kafka/consumer";
import type { AlertPrinter } from "./alertPrinter";
import { createAlertStore } from "./alertStore";
import { createChangeFeed } from "./changeFeed";
import { createLogLines } from "./logLines";
import { createMetrics } from "./metrics";
import { createPageFeed } from "./pageFeed";
import { createApp } from "./web/app";

export interface ViewerParts {
  /** Reads the group's share of the topic for the log lines, from the group's position on. */
  lines: TopicReader;
  /** Reads all of the topic's newest records for the page, after each start again. */
  page: TopicReader;
  printer: AlertPrinter;
  log: Logger;
  topic: string;
  host: string;
  allowedHosts?: string;
  token?: string;
  maxAlerts: number;
  maxMegabytes: number;
  /** Milliseconds. */
  heartbeat: number;
}

export interface Viewer {
  app: Hono;
  /** Ends when both readers have; rejects when one is refused. */
  run(): Promise<void>;
  summary(): string;
}

/** Log lines and page over two readers of the alert topic. */
export function createViewer(parts: ViewerParts): Viewer {
  const { lines, page, printer, log, maxAlerts } = parts;
  const store = createAlertStore({ maxAlerts, maxBytes: parts.maxMegabytes * 1024 * 1024 });
  const feed = createChangeFeed();
  const metrics = createMetrics(store, { lines, page });
  const logLines = createLogLines({ printer, metrics, log });
  const pageFeed = createPageFeed(store, feed);
  const notReady = () => lines.notReady() ?? page.notReady();
  const app = createApp({
    store,
    feed,
    registry: metrics.registry,
    notReady,
    heartbeatMs: parts.heartbeat,
    onPages: (change) => metrics.pages.inc(change),
    host: parts.host,
    allowedHosts: parts.allowedHosts,
    token: parts.token,
    status: () => ({
      notReady: notReady() ?? null,
      topic: parts.topic,
      received: pageFeed.received(),
      malformed: pageFeed.malformed(),
      dropped: store.dropped(),
      maxAlerts,
    }),
  });
  return {
    app,
    async run() {
      await Promise.all([lines.run(logLines.handle), page.run(pageFeed.handle)]);
    },
    summary: logLines.summary,
  };
}
