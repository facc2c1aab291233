import { createKafkaConnector } from "../../../beam/flink/kafka/kafkaConnector";
import { clusterSetting, hasEnded, jobState, listJobs } from "../../../beam/flink/rest/flinkJobs";
import { createFlinkRest } from "../../../beam/flink/rest/flinkRest";
import { cancelJob } from "../../../beam/flink/rest/stopJob";
import { waitUntilFinished } from "../../../beam/flink/rest/waitUntilFinished";
import { findNewJob } from "../../../beam/flink/rest/waitUntilRunning";
import { submitPipeline } from "../../../beam/flink/submit/submitPipeline";
import { UserError } from "../../../config/runProgram";
import { stopSignal } from "../../../service/stopSignal";
import { checkJobServer, checkWorkerPool } from "../../doctor/checkBeamServers";
import { needed } from "../../doctor/needed";
import { fraudPipeline } from "../../fraudPipeline";
import { javaClientSettings } from "../../job/javaClientSettings";
import { beamOptions } from "../../job/jobOptions";
import { kafkaPipeline } from "../../job/kafkaPipeline";
import type { RuleSetSettings } from "../../judgeByRules";
import type { OwnTopics } from "./ownTopics";
import type { TopicRange } from "./topicRange";
import type { TopicRunOptions } from "./topicRunOptions";

export interface BoundedJob {
  /** Names the job, its consumer group and its topics. */
  name: string;
  topic: string;
  range: TopicRange;
  topics: OwnTopics;
  rules: RuleSetSettings;
  disorderMs: number;
}

const CHECK_TIMEOUT_MS = 4_000;
const APPEAR_TIMEOUT_MS = 120_000;

/** Nobody waits for a single alert: bundles may fill. */
const FOR_THROUGHPUT = { maxBundleTime: 1_000, maxBundleSize: 10_000, bufferTimeout: 100 };
const CHECKPOINTS = { checkpointInterval: 30_000, checkpointTimeout: 600_000 };
const MAX_PARALLELISM = 128;

/**
 * Runs a job that reads a range of a topic and ends by itself; resolves when it has. Rejects where a server does not answer
 * or the job fails; it is cancelled then. `tell` hears how many records have been read.
 */
export async function runBoundedJob(
  job: BoundedJob,
  options: TopicRunOptions,
  tell: (recordsRead: number) => void,
): Promise<void> {
  const flink = createFlinkRest(options.flink, "--flink");
  const checkpointDir = await clusterSetting(flink, "state.checkpoints.dir", "execution.checkpointing.dir");
  await needed(checkJobServer(options.jobServer, CHECK_TIMEOUT_MS));
  if (options.checkWorkerPool) await needed(checkWorkerPool(options.workerPool, CHECK_TIMEOUT_MS));
  const known = new Set((await listJobs(flink)).map(({ id }) => id));
  const settings = {
    ...options,
    ...FOR_THROUGHPUT,
    ...CHECKPOINTS,
    maxParallelism: MAX_PARALLELISM,
    jobName: job.name,
    fromSavepoint: undefined,
    allowNonRestoredState: false,
  };
  const interrupted = stopSignal().then((signal) => {
    throw new UserError(`interrupted by ${signal}: the job is cancelled, and its topics are deleted`);
  });
  // Whoever waits for the job hears of it; until there is one, nobody does.
  interrupted.catch(() => {});
  const failure = await submitPipeline(boundedPipeline(job, options), {
    jobServer: options.jobServer,
    workerPool: options.workerPool,
    options: { ...beamOptions(settings, checkpointDir), flinkMaster: new URL(options.flink).host },
  });
  const { id } = await findNewJob(flink, job.name, known, APPEAR_TIMEOUT_MS, failure);
  try {
    await Promise.race([waitUntilFinished(flink, id, tell), interrupted]);
  } finally {
    if (!hasEnded(await jobState(flink, id))) await cancelJob(flink, id);
  }
}

function boundedPipeline({ name, topic, range, topics, rules, disorderMs }: BoundedJob, options: TopicRunOptions) {
  const client = javaClientSettings(options);
  return kafkaPipeline({
    connector: createKafkaConnector({
      kafkaConnector: "flink",
      expansionService: "",
      consumer: { "group.id": name, ...client },
      producer: client,
      startAt: "earliest",
      startOffsets: offsetsOf(topic, range, "start"),
      stopOffsets: offsetsOf(topic, range, "end"),
      disorderMs,
      maxFutureSkewMs: rules.maxFutureSkewMs,
      maxValueBytes: rules.maxRecordBytes,
    }),
    transactionsTopic: topic,
    fraudTopic: topics.alerts,
    deadLetterTopic: topics.deadLetters,
    stamp: { job: name, options: {} },
    detect: (records) => fraudPipeline(records, rules, { shadowApart: false }),
  });
}

function offsetsOf(topic: string, { spans }: TopicRange, which: "start" | "end"): Record<string, number> {
  return Object.fromEntries(spans.map((span) => [`${topic}-${span.partition}`, Number(span[which])]));
}
