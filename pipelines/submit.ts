import { clusterSetting, jobPage, listJobs } from "../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { findNewJob, waitUntilRunning } from "../beam/flink/rest/waitUntilRunning";
import { submitPipeline } from "../beam/flink/submit/submitPipeline";
import { runProgram } from "../config/runProgram";
import { createKafka } from "../kafka/client";
import { createLog } from "../service/log";
import { checkExpansionService, checkJobServer, checkWorkerPool } from "./doctor/checkBeamServers";
import { needed } from "./doctor/needed";
import { definePipeline } from "./job/definePipeline";
import { beamOptions } from "./job/jobOptions";
import { checkTopics, commitStart, startOffsets, withAdmin } from "./job/kafkaTopics";
import { type SubmissionSettings, submissionOptions } from "./job/submissionOptions";

const CHECK_TIMEOUT_MS = 4_000;
const APPEAR_TIMEOUT_MS = 120_000;
const START_TIMEOUT_MS = 120_000;

runProgram(
  {
    usage: "npm run submit --",
    description: "Starts the detection as a Flink job, from Kafka to Kafka, and returns once it runs.",
    environmentPrefix: "FRAUD",
    options: submissionOptions,
  },
  submit,
).then(() => process.exit());

async function submit(settings: SubmissionSettings): Promise<void> {
  const flink = createFlinkRest(settings.flink, "--flink");
  const known = new Set((await listJobs(flink)).map(({ id }) => id));
  await Promise.all([
    needed(checkJobServer(settings.jobServer, CHECK_TIMEOUT_MS)),
    settings.kafkaConnector === "beam" && needed(checkExpansionService(settings.expansionService, CHECK_TIMEOUT_MS)),
    settings.checkWorkerPool && needed(checkWorkerPool(settings.workerPool, CHECK_TIMEOUT_MS)),
    prepareTopics(settings),
  ]);
  const checkpointDir = await clusterSetting(flink, "state.checkpoints.dir", "execution.checkpointing.dir");
  const failure = await submitPipeline(definePipeline(settings, "earliest"), {
    jobServer: settings.jobServer,
    workerPool: settings.workerPool,
    options: { ...beamOptions(settings, checkpointDir), flinkMaster: new URL(settings.flink).host },
  });
  const { id } = await findNewJob(flink, settings.jobName, known, APPEAR_TIMEOUT_MS, failure);
  await waitUntilRunning(flink, id, START_TIMEOUT_MS, `npm run cancel -- ${id}`);
  process.stdout.write(`${id}\n${jobPage(flink, id)}\n`);
}

async function prepareTopics(settings: SubmissionSettings): Promise<void> {
  const kafka = createKafka(settings, "fraud-submit", createLog("submit", "silent"), { retries: 3 });
  await withAdmin(kafka, settings.brokers, async (admin) => {
    await checkTopics(admin, {
      "transactions-topic": settings.transactionsTopic,
      "fraud-topic": settings.fraudTopic,
      "dead-letter-topic": settings.deadLetterTopic,
    });
    // A savepoint knows where it stopped.
    if (settings.fromSavepoint === undefined && settings.start !== "committed") {
      const offsets = await startOffsets(admin, settings.transactionsTopic, settings.start);
      await commitStart(kafka, settings.group, settings.transactionsTopic, offsets);
    }
  });
}
