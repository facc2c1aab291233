import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { stopSignal } from "../service/stopSignal";
import { recordGrowth } from "./growth/record";
import { benchOptions } from "./options";
import { type Plan, planOf } from "./plan";
import { fillPerformancePage, pageFolder } from "./report/performancePage";
import { readResults, writeResults } from "./report/resultFiles";
import { type Setup, withSetup } from "./setup";
import { warmUp } from "./sideBySide/compareThroughput";
import { isAllExact, type Outcome } from "./sideBySide/outcome";
import { recordLatency, recordThroughput } from "./sideBySide/record";

runProgram(
  {
    usage: "npm run bench --",
    description:
      "Measures this pipeline beside a native Flink job, Beam Python and a plain kafkajs consumer: the same topic, a real\n" +
      "stack of its own, in turn. Figures count only where the whole output equals a plain reference.",
    environmentPrefix: "BENCH",
    options: benchOptions,
  },
  main,
)
  // An interrupted run leaves a child or a connection behind that nobody waits for.
  .finally(() => process.exit());

async function main(values: Values<typeof benchOptions>): Promise<void> {
  const plan = planOf(values);
  const folder = outputFolder(values);
  if (!values.report) {
    const setup = { portBase: values.portBase, only: plan.contenders, timeLimitMs: values.timeLimit };
    await withSetup(setup, stopSignal(), (ready) => measure(ready, plan, values.growthBudget, folder));
  }
  const results = readResults(folder);
  writeResults(folder, results);
  if (resolve(folder) === resolve(pageFolder)) fillPerformancePage(results);
  process.stderr.write(`figures and plots: ${folder}\n`);
}

function outputFolder({ output, quick }: Values<typeof benchOptions>): string {
  return output ?? (quick ? mkdtempSync(join(tmpdir(), "bench-")) : pageFolder);
}

async function measure(setup: Setup, plan: Plan, growthBudgetMs: number, folder: string): Promise<void> {
  if (plan.warmUpPayments > 0) await warmUp(setup, plan.warmUpPayments);
  const outcomes: Outcome[] = [];
  if (plan.curves.length > 0) {
    outcomes.push(...(await recordGrowth(setup, plan, growthBudgetMs, folder)));
  } else {
    if (plan.workloads.length > 0) outcomes.push(...(await recordThroughput(setup, plan, folder)));
    if (plan.latency.rates.length > 0) outcomes.push(...(await recordLatency(setup, plan, folder)));
  }
  if (!isAllExact(outcomes)) process.exitCode = 1;
}
