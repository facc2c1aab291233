import type { Logger } from "pino";
import type { RecordBatch, TopicRecord } from "../kafka/consumer";
import type { AlertPrinter } from "./alertPrinter";
import type { AlertReader } from "./alertReader";
import type { Latencies } from "./health/latencies";
import { inTurns } from "./inTurns";
import type { ViewerMetrics } from "./metrics";
import { MalformedAlert } from "./parseAlert";

export interface LogLineParts {
  alerts: AlertReader;
  printer: AlertPrinter;
  metrics: ViewerMetrics;
  latencies: Latencies;
  log: Logger;
  now?: () => number;
}

/** Whoever can write to the topic must not be able to fill the disk with the log. */
const MAX_TOLD_A_MINUTE = 100;
const MINUTE_MS = 60_000;

/** Prints the alerts of the group's share of the topic; counts what it has processed. */
export function createLogLines({ alerts: reader, printer, metrics, latencies, log, now = Date.now }: LogLineParts) {
  let alerts = 0;
  let withdrawals = 0;
  let malformed = 0;
  let toldOf = 0;
  let minuteEndsMs = 0;

  function handleRecord(record: TopicRecord): void {
    if (record.isNews) metrics.consumed.inc();
    if (record.value === null) return;
    const alert = reader.parse(record.value);
    if (alert instanceof MalformedAlert) {
      if (record.isNews) reportMalformed(record, alert);
    } else if (record.isNews) {
      if (alert.withdrawn) withdrawals++;
      else alerts++;
      metrics.noteAlert(alert);
      if (alert.timing === "EARLY") {
        const lateMs = Math.max(0, now() - Date.parse(alert.lastTransaction));
        metrics.latency.observe(lateMs / 1000);
        latencies.note(lateMs);
      }
      if (printer.print(alert)) metrics.printed.inc();
    } else printer.skip(alert);
  }

  function reportMalformed({ topic, partition, offset }: TopicRecord, { reason }: MalformedAlert): void {
    malformed++;
    metrics.malformed.inc();
    if (now() >= minuteEndsMs) {
      minuteEndsMs = now() + MINUTE_MS;
      toldOf = 0;
    }
    toldOf++;
    if (toldOf > MAX_TOLD_A_MINUTE + 1) return;
    if (toldOf > MAX_TOLD_A_MINUTE) {
      log.warn(
        "more records are no alerts: skipped without a line each for a minute, viewer_records_malformed_total counts",
      );
      return;
    }
    log.warn({ topic, partition, offset: String(offset), reason }, "skipped a record that is no alert");
  }

  return {
    handle({ partition, records, lag }: RecordBatch): Promise<void> {
      metrics.lag.set({ partition }, Number(lag));
      return inTurns(records, handleRecord, reader.prepare(records));
    },
    /** For the last line: `Processed 12 alerts, 1 withdrawal`. */
    summary(): string {
      const taken = withdrawals === 0 ? "" : `, ${withdrawals} withdrawal${withdrawals === 1 ? "" : "s"}`;
      const skipped = malformed === 0 ? "" : `, skipped ${malformed} malformed record${malformed === 1 ? "" : "s"}`;
      return `Processed ${alerts} alert${alerts === 1 ? "" : "s"}${taken}${skipped}`;
    },
  };
}
