import { setTimeout as sleep } from "node:timers/promises";
import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer, text } from "../config/values";
import { type RunningJob, withJob } from "./latency/withJob";
import { familyOf, statOf } from "./measure/processTree";

const options = {
  settle: {
    schema: duration(),
    default: "5m",
    value: "DURATION",
    describe: "time from the start of the job, in which compilers come to an end",
  },
  time: { schema: duration({ min: "5s" }), default: "60s", value: "DURATION", describe: "length of a measurement" },
  rounds: { schema: integer({ min: 1, max: 100 }), default: "2", value: "N", describe: "measurements, one row each" },
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "7500",
    value: "N",
    describe: "added to every port of the bench's own stack",
  },
  submit: {
    schema: text(),
    default: "--rules default",
    value: "FLAGS",
    describe: "flags for npm run submit, separated by spaces",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run bench:idle --",
    description: "What a running job costs to which no payment comes, in % of a core, on a stack of its own.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
).then(() => process.exit());

async function main({ settle, time, rounds, portBase, submit }: Values<typeof options>): Promise<void> {
  await withJob(portBase, submit.split(" ").filter(Boolean), async (job) => {
    await sleep(settle);
    const parts = partsOf(job);
    console.log(row([...Object.keys(parts), "all"]));
    for (let round = 0; round < rounds; round++) {
      const before = Object.values(parts).map(cpuSecondsOf);
      const begun = performance.now();
      await sleep(time);
      const seconds = (performance.now() - begun) / 1_000;
      const shares = Object.values(parts).map((pids, i) => (100 * (cpuSecondsOf(pids) - before[i])) / seconds);
      console.log(row([...shares, shares.reduce((sum, share) => sum + share)].map((share) => `${share.toFixed(1)} %`)));
    }
  });
}

/** Process ids by what they are. */
function partsOf({ taskManagerPid, jobManagerPid, workerPoolPid }: RunningJob): Record<string, number[]> {
  return {
    TaskManager: [taskManagerPid],
    JobManager: [jobManagerPid],
    "worker pool": [workerPoolPid],
    worker: familyOf(workerPoolPid).filter((pid) => pid !== workerPoolPid),
  };
}

const cpuSecondsOf = (pids: number[]) => pids.reduce((sum, pid) => sum + (statOf(pid)?.cpuSeconds ?? Number.NaN), 0);

const row = (cells: string[]) => cells.map((cell) => cell.padStart(13)).join("");
