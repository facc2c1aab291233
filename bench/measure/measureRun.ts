import { compare, isExact } from "../../test/live/support/verdict";
import type { Cluster } from "../contenders/cluster";
import type { Contender, Job, RunningJob } from "../contenders/contender";
import type { Expectation } from "../workloads/expected";
import { watchAlerts } from "./alertWatch";
import { collectGarbage } from "./collectGarbage";
import { startHeapSampler } from "./heapSampler";
import { type JobFacts, jobFacts } from "./jobFacts";
import { startProcessSampler, type Usage } from "./processSampler";
import type { Run } from "./run";
import { workersGone } from "./workersGone";

/** Nothing for so long after the last needed alert: the output is whole. */
const SILENCE_MS = 1_500;
/** Heap figures come once a second. */
const AFTER_MS = 1_000;

export interface Task {
  job: Job;
  /** How many payments the topic holds. */
  payments: number;
  expectation: Expectation;
  timeLimitMs: number;
}

/** Lets a contender work through a topic, and measures it from outside. */
export async function measureRun(cluster: Cluster, contender: Contender, task: Task): Promise<Run> {
  const { job, payments, expectation, timeLimitMs } = task;
  await workersGone(contender);
  await collectGarbage(cluster.pidOf("taskmanager-1"), cluster.settings.javaHome);
  const watch = await watchAlerts(cluster.broker, job.topics.fraud, expectation.countById);
  const kafka = { pid: cluster.pidOf("kafka"), column: "kafka" as const };
  const sampler = startProcessSampler(() => [...contender.processes(), kafka]);
  const heap = startHeapSampler(cluster.flink);
  let running: RunningJob | undefined;
  try {
    running = await contender.start(job);
    const finishedAtMs = await watch.finished(timeLimitMs);
    const missing = watch.missing();
    await new Promise((resolve) => setTimeout(resolve, AFTER_MS));
    sampler.stop();
    const heapMb = heap.stop();
    const toMs = finishedAtMs ?? Date.now();
    const facts = await factsOf(cluster, running, toMs);
    const verdict = compare(expectation.alerts, (await watch.all(SILENCE_MS)).map(withoutEvidence));
    const usage = sampler.usage(running.runningSinceMs, toMs);
    return {
      ...costs(usage, payments, (toMs - running.runningSinceMs) / 1000),
      peakMb: { heap: running.jobId === undefined ? undefined : heapMb, ...memory(usage) },
      ...facts,
      verdict,
      exact: finishedAtMs !== undefined && isExact(verdict) && facts.restarts === 0,
      problem: problemOf(finishedAtMs, missing, facts, timeLimitMs),
    };
  } finally {
    sampler.stop();
    heap.stop();
    await running?.stop();
    await watch.stop();
  }
}

function costs({ cpuSeconds }: Usage, payments: number, seconds: number) {
  const perMillion = Object.entries(cpuSeconds).map(([column, used]) => [column, (used * 1e6) / payments] as const);
  const own = perMillion.filter(([column]) => column !== "kafka");
  return {
    seconds,
    paymentsPerSecond: payments / seconds,
    cpuSecondsPerMillion: Object.fromEntries(perMillion),
    totalCpuSecondsPerMillion: own.reduce((sum, [, used]) => sum + used, 0),
  };
}

const memory = ({ peakMb }: Usage) => ({ taskManager: peakMb.taskManager, workers: peakMb.workers });

async function factsOf({ flink }: Cluster, { jobId }: RunningJob, untilMs: number): Promise<JobFacts> {
  return jobId === undefined ? { restarts: 0 } : jobFacts(flink, jobId, untilMs);
}

function problemOf(finishedAtMs: number | undefined, missing: string[], { restarts }: JobFacts, limitMs: number) {
  if (restarts > 0) return `the job began anew ${restarts} times`;
  if (finishedAtMs !== undefined) return undefined;
  return `gave up after ${limitMs / 1000} s: ${missing.length} alerts had not come, such as ${missing.slice(0, 3)}`;
}

/** Evidence is most of an alert, and the reference has none: without it, millions of alerts fit into memory. */
function withoutEvidence(message: string): string {
  return JSON.stringify({ ...JSON.parse(message), transactions: [] });
}
