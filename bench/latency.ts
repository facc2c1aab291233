import { z } from "zod";
import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer, text } from "../config/values";
import { CROSSINGS } from "./latency/crossings";
import { measureLatency } from "./latency/measureLatency";
import { timesToEffect } from "./latency/timeToEffect";
import { type RunningJob, withJob } from "./latency/withJob";
import { startProcessSampler } from "./measure/processSampler";

const CHANGES = 5;

const options = {
  rates: { schema: text(), default: "500", value: "N[,N…]", describe: "payments a second, one measurement each" },
  time: { schema: duration({ min: "5s" }), default: "60s", value: "DURATION", describe: "length of a measurement" },
  warmUp: { schema: duration(), default: "20s", value: "DURATION", describe: "load before it counts" },
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "7000",
    value: "N",
    describe: "added to every port of the bench's own stack",
  },
  key: {
    schema: z.enum(CROSSINGS),
    default: "pair",
    value: CROSSINGS.join("|"),
    describe: "whose payments cross the limit of 10,000; those of a target and an account come from all partitions",
  },
  liveRules: {
    schema: text(),
    optional: true,
    value: "FILE|default",
    describe:
      "rules that are published for the job to follow; then also the time from a publication to its first alert",
  },
  submit: {
    schema: text(),
    optional: true,
    value: "FLAGS",
    describe: "more flags for npm run submit, separated by spaces",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "npm run bench:latency --",
    description:
      "Measures the time from a payment to the EARLY alert that it raises, as a consumer of the topic sees it,\n" +
      "on a stack of its own: payment made → Kafka → Flink → TypeScript → Kafka → consumer.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
).then(() => process.exit());

async function main({ rates, time, warmUp, portBase, key, liveRules, submit }: Values<typeof options>): Promise<void> {
  const flags = (submit ?? "").split(" ").filter(Boolean);
  const measure = async (job: RunningJob) => {
    const sampler = startProcessSampler(() => [
      { pid: job.taskManagerPid, column: "taskManager" },
      { pid: job.workerPoolPid, column: "workers" },
    ]);
    console.log(
      row(["payments/s", "alerts", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "missing", "TM cores", "TS cores"]),
    );
    for (const rate of rates.split(",").map(Number)) {
      const latency = await measureLatency(job, { rate, warmUpMs: warmUp, timeMs: time, crossing: key });
      const { count, p50, p99, p999, max, missing, fromMs, toMs } = latency;
      const { cpuSeconds } = sampler.usage(fromMs, toMs);
      const cores = (seconds = 0) => ((seconds * 1000) / (toMs - fromMs)).toFixed(3);
      const figures = [
        rate,
        count,
        p50,
        p99,
        p999,
        max,
        missing,
        cores(cpuSeconds.taskManager),
        cores(cpuSeconds.workers),
      ];
      console.log(row(figures));
    }
    sampler.stop();
    if (liveRules === undefined) return;
    const rate = Number(rates.split(",")[0]);
    console.log(`\nfrom a publication to its first alert, at ${rate} payments/s`);
    console.log(row(["publication", "command ms", "record ms"]));
    for (const [i, { fromCommandMs, fromRecordMs }] of (
      await timesToEffect(job, { rate, changes: CHANGES })
    ).entries()) {
      console.log(row([i + 1, fromCommandMs, fromRecordMs]));
    }
  };
  await withJob(portBase, flags, measure, liveRules);
}

const row = (cells: (string | number)[]) => cells.map((cell) => String(cell).padStart(11)).join("");
