import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer, text } from "../config/values";
import { measureLatency } from "./latency/measureLatency";
import { withJob } from "./latency/withJob";

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

async function main({ rates, time, warmUp, portBase, submit }: Values<typeof options>): Promise<void> {
  const flags = (submit ?? "").split(" ").filter(Boolean);
  await withJob(portBase, flags, async (job) => {
    console.log(row(["payments/s", "alerts", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "missing"]));
    for (const rate of rates.split(",").map(Number)) {
      const { count, p50, p99, p999, max, missing } = await measureLatency(job, {
        rate,
        warmUpMs: warmUp,
        timeMs: time,
      });
      console.log(row([rate, count, p50, p99, p999, max, missing]));
    }
  });
}

const row = (cells: (string | number)[]) => cells.map((cell) => String(cell).padStart(11)).join("");
