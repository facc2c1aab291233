import type { Plan } from "../plan";
import { latencySection, throughputSection } from "../report/comparisonSections";
import { describeMachine } from "../report/machine";
import { readResults, writeResults } from "../report/resultFiles";
import { CHECKPOINT_INTERVAL_MS, PARTITIONS, type Setup } from "../setup";
import { compareLatency, LATENCY_GAP_MS } from "./compareLatency";
import { compareThroughput, JOB } from "./compareThroughput";
import type { Outcome } from "./outcome";

const { parallelism } = JOB;

/** Measures throughput, prints its tables and writes them into the folder. */
export async function recordThroughput(setup: Setup, plan: Plan, folder: string): Promise<Outcome[]> {
  const machine = describeMachine(setup.cluster.settings.javaHome);
  const comparisons = await compareThroughput(setup, plan);
  const settings = {
    rounds: plan.rounds,
    partitions: PARTITIONS,
    parallelism,
    checkpointIntervalMs: CHECKPOINT_INTERVAL_MS,
  };
  const throughput = { measuredAt: new Date().toISOString(), machine, settings, comparisons };
  const { sideBySide, growth } = readResults(folder);
  writeResults(folder, { sideBySide: { ...sideBySide, throughput }, growth });
  process.stdout.write(`${throughputSection(throughput)}\n\n`);
  return comparisons.flatMap(({ contenders }) => contenders);
}

/** Measures latency, prints its table and writes it into the folder. */
export async function recordLatency(setup: Setup, plan: Plan, folder: string): Promise<Outcome[]> {
  const machine = describeMachine(setup.cluster.settings.javaHome);
  const contenders = await compareLatency(setup, plan.latency);
  const { warmUpMs, timeMs } = plan.latency;
  const settings = { warmUpMs, timeMs, gapMs: LATENCY_GAP_MS, parallelism };
  const latency = { measuredAt: new Date().toISOString(), machine, settings, contenders };
  const { sideBySide, growth } = readResults(folder);
  writeResults(folder, { sideBySide: { ...sideBySide, latency }, growth });
  process.stdout.write(`${latencySection(latency)}\n\n`);
  return contenders;
}
