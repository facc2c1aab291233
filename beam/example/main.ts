// Usage: ts-node beam/example/main.ts BROKERS FLINK JOB_SERVER WORKER_POOL, each HOST:PORT; ends with the process.
import { createKafkaConnector } from "../flink/kafka/kafkaConnector";
import { submitPipeline } from "../flink/submit/submitPipeline";
import { startWorkerPool, WORKER_POOL_DEFAULTS } from "../worker/workerPool";
import { countWords } from "./countWords";

// Without the second, watermarks overtake the bundle that a checkpoint holds back.
const EXACTLY_ONCE = { checkpointingInterval: 10_000, finishBundleBeforeCheckpointing: true };

async function main([brokers, flinkMaster, jobServer, workerPool]: string[]): Promise<void> {
  const functionsModule = require.resolve("./countWords");
  await startWorkerPool({ ...WORKER_POOL_DEFAULTS, listen: workerPool, functionsModule });
  const kafka = createKafkaConnector({
    kafkaConnector: "flink",
    expansionService: "", // only for Beam's own KafkaIO
    consumer: { "bootstrap.servers": brokers, "group.id": "count-words" },
    producer: { "bootstrap.servers": brokers },
    startAt: "earliest",
    maxFutureSkewMs: 60_000,
  });
  const options = { jobName: "count-words", streaming: true, flinkMaster, ...EXACTLY_ONCE };
  const whyNot = await submitPipeline(countWords(kafka), { jobServer, workerPool, options });
  setInterval(async () => fail(await whyNot()), 1_000);
}

function fail(reason?: unknown): void {
  if (reason === undefined) return;
  console.error(reason);
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
