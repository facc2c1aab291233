import type { Logger } from "pino";
import type { RecordBatch, TopicRecord } from "../kafka/consumer";
import type { AlertPrinter } from "./alertPrinter";
import { inTurns } from "./inTurns";
import type { ViewerMetrics } from "./metrics";
import { MalformedAlert, parseAlert } from "./parseAlert";

export interface LogLineParts {
  printer: AlertPrinter;
  metrics: ViewerMetrics;
  log: Logger;
  now?: () => number;
}

/** Prints the alerts of the group's share of the topic; counts what it has processed. */
export function createLogLines({ printer, metrics, log, now = Date.now }: LogLineParts) {
  let alerts = 0;
  let malformed = 0;

  function handleRecord(record: TopicRecord): void {
    if (record.isNews) metrics.consumed.inc();
    if (record.value === null) return;
    const alert = parseAlert(record.value);
    if (alert instanceof MalformedAlert) {
      if (record.isNews) reportMalformed(record, alert);
    } else if (record.isNews) {
      alerts++;
      if (alert.timing === "EARLY") {
        metrics.latency.observe(Math.max(0, now() - Date.parse(alert.lastTransaction)) / 1000);
      }
      if (printer.print(alert)) metrics.printed.inc();
    } else printer.skip(alert);
  }

  function reportMalformed({ topic, partition, offset }: TopicRecord, { reason }: MalformedAlert): void {
    malformed++;
    metrics.malformed.inc();
    log.warn({ topic, partition, offset: String(offset), reason }, "skipped a record that is no alert");
  }

  return {
    handle({ partition, records, lag }: RecordBatch): Promise<void> {
      metrics.lag.set({ partition }, Number(lag));
      return inTurns(records, handleRecord);
    },
    /** For the last line: `Processed 12 alerts`. */
    summary(): string {
      const skipped = malformed === 0 ? "" : `, skipped ${malformed} malformed record${malformed === 1 ? "" : "s"}`;
      return `Processed ${alerts} alert${alerts === 1 ? "" : "s"}${skipped}`;
    },
  };
}
