import { Kafka, logLevel } from "kafkajs";
import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer, text } from "../config/values";
import type { Alert } from "../transforms/alert";
import { startLoad } from "./latency/load";
import { latencyRow, percentiles } from "./latency/percentiles";
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
  await withJob(portBase, flags, async ({ broker, topics }) => {
    const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: "bench-latency", maxWaitTimeInMs: 10 });
    let latencies: number[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topics.fraud });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const alert = JSON.parse(String(message.value)) as Alert;
        // The payment that crossed the limit is the last one so far, and its time is when it was made.
        if (alert.timing === "EARLY") latencies.push(Date.now() - Date.parse(alert.lastTransaction));
      },
    });
    console.log("payments/s   alerts   p50 ms   p99 ms   p99.9 ms   max ms");
    for (const rate of rates.split(",").map(Number)) {
      const load = startLoad(kafka, topics.transactions, rate);
      await pause(warmUp);
      latencies = [];
      await pause(time);
      const measured = latencies;
      await load.stop();
      console.log(latencyRow(rate, percentiles(measured)));
    }
    await consumer.disconnect();
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
