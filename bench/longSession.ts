import { Kafka, logLevel } from "kafkajs";
import type { Options, Values } from "../config/options";
import { runProgram } from "../config/runProgram";
import { duration, integer } from "../config/values";
import { createIdempotentProducer } from "../kafka/idempotentProducer";
import { createLog } from "../service/log";
import type { Alert } from "../transforms/alert";
import { percentiles } from "./latency/percentiles";
import { withJob } from "./latency/withJob";
import { memoryOf } from "./longSession/memory";
import { paymentsOf } from "./longSession/payments";

const options = {
  time: { schema: duration({ min: "1m" }), default: "1h", value: "DURATION", describe: "how long the pair pays" },
  rate: { schema: integer({ max: 10_000 }), default: "50", value: "N", describe: "payments a second of the pair" },
  every: { schema: duration({ min: "10s" }), default: "5m", value: "DURATION", describe: "time between two rows" },
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "8500",
    value: "N",
    describe: "added to every port of the bench's own stack",
  },
} as const satisfies Options;

const MAX_SESSION = "10m";
const TICK_MS = 20;

runProgram(
  {
    usage: "npm run bench:long-session --",
    description:
      "One pair that never pauses, its sessions cut every ten minutes: does memory grow, do alerts get slower?\n" +
      "A new pair a second, of three payments, shows the time from a payment to its EARLY alert.",
    environmentPrefix: "BENCH",
    options,
  },
  main,
).then(() => process.exit());

async function main({ time, rate, every, portBase }: Values<typeof options>): Promise<void> {
  await withJob(portBase, ["--max-session", MAX_SESSION], async ({ broker, flink, jobId, workerPoolPid, topics }) => {
    const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
    const producer = createIdempotentProducer(kafka, createLog("bench", "error"));
    await producer.connect();
    const consumer = kafka.consumer({ groupId: "bench-long-session", maxWaitTimeInMs: 10 });
    let latencies: number[] = [];
    let finals: string[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topics.fraud });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const alert = JSON.parse(String(message.value)) as Alert;
        if (alert.timing === "EARLY") latencies.push(Date.now() - Date.parse(alert.lastTransaction));
        else if (alert.origin === "steady") finals.push(`${alert.count} payments, ${behind(alert)} ms after its end`);
      },
    });
    console.log("minute  p50 ms  p99 ms  max ms  heap MB  worker MB  checkpoint kB  checkpoint ms  ended sessions");
    const begun = Date.now();
    let row = begun + every;
    for (let sentUpTo = begun; Date.now() < begun + time; ) {
      const now = Date.now();
      const records = paymentsOf(sentUpTo, now, rate);
      if (records.length > 0) await producer.send(topics.transactions, records);
      sentUpTo = now;
      if (now >= row) {
        row += every;
        const { p50, p99, max } = percentiles(latencies);
        const { heap, worker, checkpointKb, checkpointMs } = await memoryOf(flink, jobId, workerPoolPid);
        const figures = [Math.round((now - begun) / 60_000), p50, p99, max, heap, worker, checkpointKb, checkpointMs];
        const widths = [6, 8, 8, 8, 9, 11, 15, 15];
        console.log(figures.map((figure, i) => String(figure).padStart(widths[i])).join(""), "", finals.join("; "));
        latencies = [];
        finals = [];
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    await producer.close();
    await consumer.disconnect();
  });
}

function behind({ windowEnd }: Alert): number {
  return Date.now() - Date.parse(windowEnd);
}
