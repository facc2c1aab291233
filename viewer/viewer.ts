import type { Hono } from "hono";
import type { Logger } from "pino";
import type { TopicReader } from "../kafka/consumer";
import type { AlertPrinter } from "./alertPrinter";
import { type AlertReader, JSON_ALERTS } from "./alertReader";
import { createAlertStore, type ViewChange } from "./alertStore";
import { createChangeFeed } from "./changeFeed";
import { createHealth } from "./health/health";
import type { JobWatch } from "./health/jobWatch";
import { createLatencies } from "./health/latencies";
import { createRejected } from "./health/rejected";
import { createLogLines } from "./logLines";
import type { MemoryLimits } from "./memoryLimits";
import { createMetrics } from "./metrics";
import { createPageFeed } from "./pageFeed";
import { createAccess } from "./people/access";
import type { People } from "./people/peopleFile";
import type { ProxyUser } from "./people/proxyUser";
import type { DecisionSender } from "./reviews/decisionSender";
import { createDesk } from "./reviews/desk";
import { reviewOf } from "./reviews/reviewOf";
import { tellReviews } from "./reviews/reviewsMetrics";
import { createReviewsTopic } from "./reviews/reviewsTopic";
import { ruleOutcomes } from "./reviews/ruleOutcomes";
import { createRulesLog } from "./rules/rulesLog";
import { tellRules } from "./rules/rulesMetrics";
import { createApp } from "./web/app";
import type { PageEvent } from "./web/eventStream";

export interface ViewerParts {
  /** Reads the group's share of the topic for the log lines, from the group's position on. */
  lines: TopicReader;
  /** Reads all of the topic's newest records for the page, after each start again. */
  page: TopicReader;
  /** The same of the topic of rules that are tried out; the page is ready without it. */
  shadow?: TopicReader;
  /** Reads the versions of rules from the first one on; the page is ready without it. */
  rules?: { topic: string; reader: TopicReader };
  /** What people decide: reads and writes its topic; the page is ready without it. */
  reviews?: { reader: TopicReader; sender: DecisionSender; reopenFactor: number; patienceMs?: number };
  /** Reads the newest of what is no payment; the page is ready without it. */
  rejected?: { topic: string; reader: TopicReader };
  /** Knows whether the job runs. */
  job?: JobWatch;
  /** Reads alerts; without it those in JSON. */
  alerts?: AlertReader;
  printer: AlertPrinter;
  log: Logger;
  topic: string;
  host: string;
  allowedHosts?: string;
  token?: string;
  /** Who may read and decide, each with a token or known to a proxy. */
  people?: People;
  proxyUser?: ProxyUser;
  maxAlerts: number;
  memory: Pick<MemoryLimits, "alertBytes" | "changeBytes">;
  /** Pages that are followed at once. */
  maxPages: number;
  /** Milliseconds. */
  heartbeat: number;
  /** How long a page may leave a message unread, in milliseconds. */
  stallMs?: number;
}

export interface Viewer {
  app: Hono;
  /** Ends when all readers have; rejects when one is refused. */
  run(): Promise<void>;
  summary(): string;
}

const STALL_MS = 30_000;

/** Log lines and page over a reader each of the alert topic, one of the topic of rules that are tried out, and one of rules themselves. */
export function createViewer(parts: ViewerParts): Viewer {
  const { lines, page, shadow, rules, reviews, rejected, job, alerts = JSON_ALERTS, printer, log, memory } = parts;
  const { maxAlerts } = parts;
  const feed = createChangeFeed({ bytes: memory.changeBytes });
  const pushAll = (changes: ViewChange[]) => {
    for (const change of changes) feed.push(change);
  };
  const decided = createReviewsTopic({
    onDecision({ alert, upon: { id, rule: ruleId = "" } }) {
      for (const one of new Set([alert, id])) pushAll(store.noteDecision({ id: one, ruleId }));
    },
    onMany: () => pushAll(store.noteDecisions()),
  });
  const store = createAlertStore({ maxAlerts, maxBytes: memory.alertBytes }, (alert) =>
    reviewOf(decided.log(), alert, { reopenFactor: reviews?.reopenFactor ?? 1, nowMs: Date.now() }),
  );
  const readers = { lines, page, ...(rules && { rules: rules.reader }), ...(reviews && { reviews: reviews.reader }) };
  const metrics = createMetrics(store, readers);
  const latencies = createLatencies();
  const logLines = createLogLines({ alerts, printer, metrics, latencies, log });
  const pageFeed = createPageFeed(alerts, store, feed);
  const rulesLog = createRulesLog();
  if (rules !== undefined) tellRules(metrics.registry, rulesLog);
  if (reviews !== undefined) tellReviews(metrics.registry, decided);
  const notReady = () => lines.notReady() ?? page.notReady();
  const rejectedLog = createRejected();
  const health = createHealth({
    ...{ notReady, latencies, job },
    rejected: rejected && { ...rejected, log: rejectedLog },
  });
  const onPages = (event: PageEvent) => {
    if (event === "opened") metrics.pages.inc();
    else if (event === "closed") metrics.pages.dec();
    else if (event === "refused") metrics.pagesRefused.inc();
    else {
      metrics.pagesDropped.inc();
      log.warn("gave a page up that did not read what was sent");
    }
  };
  const app = createApp({
    log,
    store,
    feed,
    registry: metrics.registry,
    notReady,
    heartbeatMs: parts.heartbeat,
    stallMs: parts.stallMs ?? STALL_MS,
    maxPages: parts.maxPages,
    onPages,
    host: parts.host,
    allowedHosts: parts.allowedHosts,
    access: createAccess(parts),
    reviews: reviews && {
      topic: decided,
      desk: createDesk({ ...reviews, topic: decided, notReady: reviews.reader.notReady, store, log }),
      store,
    },
    rules: rules && {
      topic: rules.topic,
      log: rulesLog,
      counts: store.counts,
      outcomes: reviews && ruleOutcomes(decided, store),
      notReady: rules.reader.notReady,
    },
    health,
    status: () => ({
      ...health.line(),
      notReady: notReady() ?? null,
      topic: parts.topic,
      hasRules: rules !== undefined,
      hasReviews: reviews !== undefined,
      received: pageFeed.received(),
      malformed: pageFeed.malformed(),
      dropped: store.dropped(),
      maxAlerts,
    }),
  });
  return {
    app,
    async run() {
      await Promise.all([
        lines.run(logLines.handle),
        page.run(pageFeed.handle),
        shadow?.run(pageFeed.handle),
        rules?.reader.run(rulesLog.handle),
        reviews?.reader.run(decided.handle),
        rejected?.reader.run(rejectedLog.handle),
      ]);
    },
    summary: logLines.summary,
  };
}
