import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TopicReader } from "../kafka/consumer";
import type { AlertStore } from "./alertStore";
import { createRuleCounts } from "./ruleCounts";

/** The viewer's own numbers, for `/metrics`. */
export type ViewerMetrics = ReturnType<typeof createMetrics>;

/** One registry per process; `store` and `readers` are asked at each scrape. */
export function createMetrics(store: AlertStore, readers: Record<string, Pick<TopicReader, "errors" | "unreadable">>) {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("viewer_alerts_in_view", "Alerts kept for the page", store.size);
  gauge("viewer_alerts_withdrawn_kept", "Withdrawn alerts that are kept to know what is older", store.withdrawn);
  gauge("viewer_alerts_bytes", "Memory that the alerts kept for the page take", store.bytes);
  gauge("viewer_alerts_dropped", "Alerts dropped from the page's memory since the start", store.dropped);
  gauge("viewer_memory_bytes", "Resident memory of the process", () => process.memoryUsage.rss());
  new Counter({
    name: "viewer_errors_total",
    help: "How often reading from Kafka has broken off, by reader",
    labelNames: ["reader"],
    registers,
    collect() {
      this.reset();
      for (const [reader, { errors }] of Object.entries(readers)) this.inc({ reader }, errors());
    },
  });
  new Counter({
    name: "viewer_batches_unreadable_total",
    help: "Batches skipped because they are broken or hold more than is read, by reader",
    labelNames: ["reader"],
    registers,
    collect() {
      this.reset();
      for (const [reader, { unreadable }] of Object.entries(readers)) this.inc({ reader }, unreadable());
    },
  });
  return {
    registry,
    noteAlert: createRuleCounts(registry),
    consumed: new Counter({
      name: "viewer_records_consumed_total",
      help: "Records of the alert topic that this member of the group has read",
      registers,
    }),
    malformed: new Counter({
      name: "viewer_records_malformed_total",
      help: "Records that were no alert and were skipped",
      registers,
    }),
    printed: new Counter({ name: "viewer_alerts_printed_total", help: "Alerts and updates printed", registers }),
    lag: new Gauge({
      name: "viewer_consumer_lag_records",
      help: "Records still to be read, by partition",
      labelNames: ["partition"],
      registers,
    }),
    latency: new Histogram({
      name: "viewer_alert_latency_seconds",
      help: "From the payment that crossed the limit to its EARLY alert in this viewer",
      buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    pages: new Gauge({ name: "viewer_page_connections", help: "Pages that follow live", registers }),
    pagesRefused: new Counter({
      name: "viewer_pages_refused_total",
      help: "Pages turned away because --max-pages were there",
      registers,
    }),
    pagesDropped: new Counter({
      name: "viewer_pages_dropped_total",
      help: "Pages given up because they did not read what was sent",
      registers,
    }),
  };
}
