import { endAllJobs } from "../contenders/flinkJob";
import type { Setup } from "../setup";
import { PARTITIONS } from "../setup";
import { VIEW_RULES } from "../workloads/viewRules";
import type { Workload } from "../workloads/workload";
import { RULE, VIEWS_RULE, type WorkloadName, workload } from "../workloads/workloads";
import { reasonOf } from "./outcome";
import type { Comparison, ContenderRuns } from "./results";
import { type JobSettings, load, runContender } from "./runContender";

export const JOB: JobSettings = { rule: RULE, parallelism: 2 };
const VIEWS_JOB: JobSettings = { ...JOB, rule: VIEWS_RULE, views: VIEW_RULES };

export interface ThroughputPlan {
  workloads: WorkloadName[];
  payments: number;
  rounds: number;
}

/** Lets all contenders work through each workload in turn, several times. */
export async function compareThroughput(setup: Setup, plan: ThroughputPlan): Promise<Comparison[]> {
  const place = { partitions: PARTITIONS, nowMs: Date.now() };
  const comparisons: Comparison[] = [];
  for (const name of plan.workloads) {
    const job = name === "views" ? VIEWS_JOB : JOB;
    comparisons.push(await alternate(setup, workload(name, plan.payments, place), { job, rounds: plan.rounds }));
  }
  return comparisons;
}

/** A slow contender that takes minutes for a run warms up with this share of the payments. */
const SLOW_SHARE = 1 / 10;

/** One run of each contender that does not count: the servers' compilers have then seen all of their code. */
export async function warmUp(setup: Setup, payments: number): Promise<void> {
  setup.report("warming up");
  const slow = setup.contenders.filter((contender) => contender.slow);
  const others = setup.contenders.filter((contender) => !contender.slow);
  for (const [contenders, count] of [[slow, Math.ceil(payments * SLOW_SHARE)] as const, [others, payments] as const]) {
    if (contenders.length === 0) continue;
    const work = workload("short", count, { partitions: PARTITIONS, nowMs: Date.now() });
    await alternate({ ...setup, contenders }, work, { job: JOB, rounds: 1 });
  }
  setup.report("measuring");
}

/** All contenders in turn over one workload; each round begins with another one. */
export async function alternate(
  setup: Setup,
  work: Workload,
  { job, rounds }: { job: JobSettings; rounds: number },
): Promise<Comparison> {
  const loaded = await load(setup, work, job);
  const contenders = setup.contenders.filter(({ takesViews }) => job.views === undefined || takesViews);
  const results = contenders.map(({ name, title }): ContenderRuns => ({ name, title, runs: [], failures: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < results.length; turn++) {
      const index = (round + turn) % results.length;
      if (round > 0 && contenders[index].slow) continue;
      try {
        results[index].runs.push(await runContender(setup, contenders[index], loaded, job));
      } catch (error) {
        setup.report(`${work.name} ${results[index].name}: ${reasonOf(error)}`);
        results[index].failures.push(reasonOf(error));
        await endAllJobs(setup.cluster.flink);
      }
    }
  }
  for (const { remove } of loaded.preloaded.values()) await remove();
  return {
    workload: work.name,
    describe: work.describe,
    payments: work.count,
    alerts: loaded.expectation.alerts.size,
    peakOpenSessions: loaded.expectation.peakOpenSessions,
    contenders: results,
  };
}
