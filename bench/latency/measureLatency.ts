import { setTimeout as pause } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { boundFetches } from "../../kafka/fetch/boundFetches";
import type { Crossing } from "./crossings";
import { followEarlyAlerts } from "./earlyAlerts";
import { startLoad } from "./load";
import { type Percentiles, percentiles } from "./percentiles";

/** Event-to-alert at one rate, ms. */
export interface Latency extends Percentiles {
  /** Payments a second. */
  rate: number;
  /** Alerts that had not come a while after the load: the job does not keep up. Of several rules others may have raised more. */
  missing: number;
  /** The time that counts, epoch ms. */
  fromMs: number;
  toMs: number;
}

export interface LoadPlan {
  /** Payments a second. */
  rate: number;
  /** Load before it counts, ms. */
  warmUpMs: number;
  /** How long it counts, ms. */
  timeMs: number;
  /** Whose payments cross the limit. */
  crossing?: Crossing;
}

/** After the load, a job that is behind has so long to catch up. */
const CATCH_UP_MS = 20_000;

/** Time from a payment to the EARLY alert that it raises, as a consumer sees it, of a job that runs on these topics. */
export async function measureLatency(
  { broker, topics }: { broker: string; topics: { transactions: string; fraud: string } },
  { rate, warmUpMs, timeMs, crossing = "pair" }: LoadPlan,
): Promise<Latency> {
  boundFetches();
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const alerts = await followEarlyAlerts(kafka, topics.fraud);
  // Accounts of its own: a session that was warned of before would raise nothing.
  const load = startLoad(kafka, topics.transactions, rate, { crossing, name: String(Date.now()) });
  await pause(warmUpMs);
  const fromMs = Date.now();
  await pause(timeMs);
  const toMs = Date.now();
  await load.stop();
  const expected = load.alertsOf(fromMs, toMs);
  const missing = () => expected - alerts.latencies(fromMs, toMs).length;
  for (const deadline = Date.now() + CATCH_UP_MS; missing() > 0 && Date.now() < deadline; ) await pause(100);
  await alerts.stop();
  return { rate, ...percentiles(alerts.latencies(fromMs, toMs)), missing: Math.max(0, missing()), fromMs, toMs };
}
