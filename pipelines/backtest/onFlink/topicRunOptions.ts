import { instant } from "../../../config/instant";
import type { Options, Values } from "../../../config/options";
import { text } from "../../../config/values";
import { kafkaOptions } from "../../../kafka/options";
import { clusterOptions } from "../../job/clusterOptions";
import { jobOptions } from "../../job/jobOptions";

const { flink, jobServer, workerPool, checkWorkerPool } = clusterOptions;
const { parallelism, workersPerTaskManager, stateBackend, checkpointDir } = jobOptions;

/** Which payments of a topic are judged, and by which cluster. */
export const topicRunOptions = {
  fromTopic: {
    schema: text(),
    optional: true,
    value: "TOPIC",
    describe: "try the rules on payments of this topic on Flink, by a job of its own, instead of those of --input",
  },
  from: {
    schema: instant(),
    optional: true,
    value: "TIME",
    describe: "with --from-topic: the first records, by Kafka's timestamp; without it, the oldest there are",
  },
  to: {
    schema: instant(),
    optional: true,
    value: "TIME",
    describe: "with --from-topic: no record of this time or later; without it, all that are there at the start",
  },
  ...kafkaOptions,
  brokers: { ...kafkaOptions.brokers, default: "127.0.0.1:9092" },
  flink,
  jobServer,
  workerPool,
  checkWorkerPool,
  parallelism,
  workersPerTaskManager,
  stateBackend,
  checkpointDir,
} as const satisfies Options;

export type TopicRunOptions = Values<typeof topicRunOptions>;
