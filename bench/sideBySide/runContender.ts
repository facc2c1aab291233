import type { Contender, Job } from "../contenders/contender";
import { measureRun } from "../measure/measureRun";
import type { Run } from "../measure/run";
import { withOutputTopics } from "../measure/runTopics";
import { CHECKPOINT_INTERVAL_MS, PARTITIONS, type Setup } from "../setup";
import { type Expectation, expectationByView, expectationOf } from "../workloads/expected";
import { type Preloaded, preload } from "../workloads/preload";
import type { Workload } from "../workloads/workload";
import { type WrittenAs, writtenAs } from "../workloads/writtenAs";

/** How a job is run. */
export type JobSettings = Pick<Job, "rule" | "views" | "parallelism" | "stateBackend">;

/** A workload in its topic, with what must be found in it. */
export interface LoadedWorkload {
  workload: Workload;
  /** By the format that its payments are written in. */
  preloaded: Map<WrittenAs | undefined, Preloaded>;
  expectation: Expectation;
}

/** Writes a workload into a topic for each format that contenders read, and works out what must be found in it. */
export async function load(
  { cluster, contenders }: Setup,
  workload: Workload,
  job: JobSettings,
): Promise<LoadedWorkload> {
  const { rule, views } = job;
  const expectation = views === undefined ? expectationOf(workload, rule) : expectationByView(workload, views, rule);
  if (expectation.alerts.size === 0)
    throw new Error(`${workload.name}: there is nothing to find in ${workload.count} payments`);
  const preloaded: LoadedWorkload["preloaded"] = new Map();
  for (const format of new Set(contenders.map(({ reads }) => reads))) {
    const written = await writtenAs(workload, format, cluster.registry);
    preloaded.set(format, await preload(cluster.broker, written, PARTITIONS));
  }
  return { workload, preloaded, expectation };
}

/** One run of one contender over a loaded workload, as one line in the report. */
export async function runContender(
  { cluster, timeLimitMs, report }: Setup,
  contender: Contender,
  { workload, preloaded, expectation }: LoadedWorkload,
  settings: JobSettings,
): Promise<Run> {
  const name = `${contender.name}-${Date.now()}`;
  const transactions = (preloaded.get(contender.reads) as Preloaded).topic;
  const run = await withOutputTopics(cluster.broker, { name, partitions: PARTITIONS }, (outputs) =>
    measureRun(cluster, contender, {
      job: {
        name,
        topics: { transactions, ...outputs },
        checkpointIntervalMs: CHECKPOINT_INTERVAL_MS,
        ...settings,
      },
      payments: workload.count,
      expectation,
      timeLimitMs,
    }),
  );
  report(`${workload.name.padEnd(14)} ${contender.name.padEnd(13)} ${summaryOf(run)}`);
  return run;
}

function summaryOf({ seconds, paymentsPerSecond, totalCpuSecondsPerMillion, exact, problem, verdict }: Run): string {
  const figures = `${seconds.toFixed(1)} s, ${Math.round(paymentsPerSecond)} payments/s, ${totalCpuSecondsPerMillion.toFixed(1)} CPU-s a million`;
  return exact ? figures : `${figures}, NOT EXACT: ${problem ?? JSON.stringify(verdict)}`;
}
