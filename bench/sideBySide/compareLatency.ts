import { createTopicsOf } from "../../test/live/support/topics";
import type { Contender } from "../contenders/contender";
import { endAllJobs } from "../contenders/flinkJob";
import { measureLatency } from "../latency/measureLatency";
import { withOutputTopics } from "../measure/runTopics";
import { workersGone } from "../measure/workersGone";
import { CHECKPOINT_INTERVAL_MS, PARTITIONS, type Setup } from "../setup";
import { RULE } from "../workloads/workloads";
import { reasonOf } from "./outcome";
import type { ContenderLatency } from "./results";

/** Shorter than the warm-up, so that sessions end, and final alerts flow, all the while. */
export const LATENCY_GAP_MS = 10_000;
export const LATENCY_PARALLELISM = 2;

export interface LatencyPlan {
  rates: number[];
  warmUpMs: number;
  timeMs: number;
}

/** Each contender alone on the cluster, at each rate. */
export async function compareLatency(setup: Setup, plan: LatencyPlan): Promise<ContenderLatency[]> {
  const found: ContenderLatency[] = [];
  for (const contender of setup.contenders.filter(({ reads }) => reads === undefined)) {
    const result: ContenderLatency = { name: contender.name, title: contender.title, rates: [], failures: [] };
    found.push(result);
    try {
      await latenciesOf(setup, contender, plan, result);
    } catch (error) {
      setup.report(`latency ${contender.name}: ${reasonOf(error)}`);
      result.failures.push(reasonOf(error));
      await endAllJobs(setup.cluster.flink);
    }
  }
  return found;
}

async function latenciesOf(
  { cluster, report }: Setup,
  contender: Contender,
  { rates, warmUpMs, timeMs }: LatencyPlan,
  result: ContenderLatency,
): Promise<void> {
  const { broker } = cluster;
  const name = `latency-${contender.name}-${Date.now()}`;
  const transactions = `transactions-${name}`;
  const topics = createTopicsOf(broker);
  await topics.createAll([transactions], PARTITIONS);
  await workersGone(contender);
  await withOutputTopics(broker, { name, partitions: PARTITIONS }, async (outputs) => {
    const job = { name, topics: { transactions, ...outputs }, checkpointIntervalMs: CHECKPOINT_INTERVAL_MS };
    const rule = { ...RULE, gapMs: LATENCY_GAP_MS };
    const running = await contender.start({ ...job, rule, parallelism: LATENCY_PARALLELISM });
    try {
      for (const rate of rates) {
        const latency = await measureLatency({ broker, topics: job.topics }, { rate, warmUpMs, timeMs });
        result.rates.push(latency);
        const { p50, p99, p999, missing } = latency;
        const late = missing === 0 ? "" : `, ${missing} alerts missing`;
        report(`latency ${contender.name.padEnd(13)} ${rate}/s: p50 ${p50}, p99 ${p99}, p99.9 ${p999} ms${late}`);
      }
    } finally {
      await running.stop();
    }
  });
  await topics.remove([transactions]);
}
