import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer, text } from "../config/values";
import { stopSignal } from "../service/stopSignal";
import { createOurs } from "./contenders/ours";
import type { Run } from "./measure/run";
import { expectationOfVariant, settingsOf, VARIANTS } from "./rulesCost/variants";
import { PARTITIONS, type Setup, withSetup } from "./setup";
import { runContender } from "./sideBySide/runContender";
import { preload } from "./workloads/preload";
import { VIEWS_RULE, workload } from "./workloads/workloads";

const options = {
  payments: { schema: integer({ min: 1_000 }), default: "500000", value: "N", describe: "payments of a run" },
  rounds: {
    schema: integer({ min: 1, max: 100 }),
    default: "3",
    value: "N",
    describe: "runs of each variant that count, in turn, after one that does not; the median is shown",
  },
  only: {
    schema: text(),
    default: VARIANTS.map(({ name }) => name).join(),
    value: "NAME[,NAME…]",
    describe: "which of the variants",
  },
  timeLimit: { schema: duration({ min: "1s" }), default: "10m", value: "DURATION", describe: "of one run" },
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "7000",
    value: "N",
    describe: "added to every port of the bench's own stack",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run bench:rules --",
    description:
      "What views, more rules on them, sliding windows and evidence cost: this pipeline with different rule sets, over\n" +
      "the workload views, on a stack of its own. A figure counts only where the whole output is right.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
).finally(() => process.exit());

async function main({ payments, rounds, only, timeLimit, portBase }: Values<typeof options>): Promise<void> {
  const setup = { portBase, only: [], timeLimitMs: timeLimit };
  await withSetup(setup, stopSignal(), (ready) => measure(ready, payments, rounds, only.split(",")));
}

async function measure(setup: Setup, payments: number, rounds: number, names: string[]): Promise<void> {
  const work = workload("views", payments, { partitions: PARTITIONS, nowMs: Date.now() });
  const preloaded = new Map([[undefined, await preload(setup.cluster.broker, work, PARTITIONS)]]);
  const measured = VARIANTS.filter(({ name }) => names.includes(name)).map((variant) => ({
    variant,
    contender: createOurs(setup.cluster, settingsOf(variant)),
    loaded: { workload: work, preloaded, expectation: expectationOfVariant(work, variant) },
    runs: [] as Run[],
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const { variant, contender, loaded, runs } of measured) {
      const rule = { ...VIEWS_RULE, maxEvidence: variant.maxEvidence ?? VIEWS_RULE.maxEvidence };
      const run = await runContender(setup, contender, loaded, { rule, parallelism: 2 });
      if (!run.exact) process.exitCode = 1;
      else if (round > 0) runs.push(run);
    }
  }
  console.log(row(["variant", "alerts", "CPU-s", "TM", "workers", "payments/s", "checkpoint MB", "times", "than"]));
  for (const { variant, loaded, runs } of measured) {
    const base = measured.find((other) => other.variant.name === variant.besides);
    const total = median(runs, (run) => run.totalCpuSecondsPerMillion);
    console.log(
      row([
        variant.name,
        loaded.expectation.alerts.size,
        total.toFixed(2),
        median(runs, (run) => run.cpuSecondsPerMillion.taskManager).toFixed(2),
        median(runs, (run) => run.cpuSecondsPerMillion.workers).toFixed(2),
        Math.round(median(runs, (run) => run.paymentsPerSecond)),
        median(runs, (run) => run.checkpointMb).toFixed(2),
        base === undefined ? "" : (total / median(base.runs, (run) => run.totalCpuSecondsPerMillion)).toFixed(3),
        variant.besides,
      ]),
    );
  }
}

function median(runs: Run[], figureOf: (run: Run) => number | undefined): number {
  const figures = runs.flatMap((run) => figureOf(run) ?? []).sort((a, b) => a - b);
  return figures[Math.floor(figures.length / 2)] ?? Number.NaN;
}

const row = (cells: (string | number)[]) => cells.map((cell) => String(cell).padStart(15)).join("");
