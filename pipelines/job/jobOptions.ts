import type { Options, Values } from "../../config/options";
import { ConfigError } from "../../config/readConfig";
import { duration, integer, oneOf, text, toggle } from "../../config/values";

/** How Flink runs the job. */
export const jobOptions = {
  jobName: { schema: text(), default: "fraud-detection", value: "NAME", describe: "name of the job in Flink" },
  parallelism: {
    schema: integer({ min: 1, max: 32_768 }),
    default: "2",
    value: "N",
    describe: "parallel instances of each step; more than the topic has partitions helps only the sums",
  },
  maxParallelism: {
    schema: integer({ min: 1, max: 32_768 }),
    default: "128",
    value: "N",
    describe: "the most that a savepoint of this job can ever be resumed with",
  },
  workersPerTaskManager: {
    schema: integer({ min: 1, max: 64 }),
    default: "1",
    value: "N",
    describe: "TypeScript processes that each TaskManager asks the worker pool for",
  },
  checkpointInterval: {
    schema: duration({ min: "100ms" }),
    default: "10s",
    value: "DURATION",
    describe: "time between checkpoints: after a fault, at most this much is read and sent again",
  },
  checkpointTimeout: {
    schema: duration({ min: "1s" }),
    default: "10m",
    value: "DURATION",
    describe: "a checkpoint that takes longer is given up",
  },
  maxBundleTime: {
    schema: duration({ min: "1ms" }),
    default: "10ms",
    value: "DURATION",
    describe: "how long records wait for a bundle to fill before they go to TypeScript: the floor of the latency",
  },
  maxBundleSize: {
    schema: integer({ min: 1 }),
    default: "10000",
    value: "N",
    describe: "records that go to TypeScript together at most",
  },
  bufferTimeout: {
    schema: duration(),
    default: "10ms",
    value: "DURATION",
    describe: "how long records wait for a network buffer to fill on their way to the next step; 0: each goes at once",
  },
  stateBackend: {
    schema: oneOf(["hashmap", "rocksdb"]),
    optional: true,
    value: "NAME",
    describe: "keep open sessions on the heap (hashmap) or on disk (rocksdb); without it, as the cluster is configured",
  },
  checkpointDir: {
    schema: text(),
    optional: true,
    value: "URL",
    describe: "where checkpoints go with --state-backend; without it, the cluster's state.checkpoints.dir",
  },
  fromSavepoint: {
    schema: text(),
    optional: true,
    value: "PATH",
    describe: "resume from this savepoint or retained checkpoint",
  },
  allowNonRestoredState: {
    schema: toggle(),
    default: "false",
    describe: "resume even where the savepoint has state of a step that is gone",
  },
} as const satisfies Options;

export type JobSettings = Values<typeof jobOptions>;

/** `settings` in Beam's names. `clusterCheckpointDir` is Flink's own, if it has one. Throws `ConfigError` without any. */
export function beamOptions(settings: JobSettings, clusterCheckpointDir?: string): Record<string, unknown> {
  return {
    jobName: settings.jobName,
    streaming: true,
    parallelism: settings.parallelism,
    maxParallelism: settings.maxParallelism,
    sdkWorkerParallelism: settings.workersPerTaskManager,
    checkpointingInterval: settings.checkpointInterval,
    checkpointTimeoutMillis: settings.checkpointTimeout,
    // Otherwise watermarks overtake the bundle that a checkpoint holds back: measured, 0.5 % of the alerts came out wrong.
    finishBundleBeforeCheckpointing: true,
    // A job whose JobManager was lost, or that was cancelled by mistake, goes on from its last checkpoint.
    retainExternalizedCheckpointsOnCancellation: true,
    maxBundleTimeMills: settings.maxBundleTime,
    maxBundleSize: settings.maxBundleSize,
    bufferTimeoutMillis: settings.bufferTimeout,
    ...stateBackend(settings, clusterCheckpointDir),
    ...(settings.fromSavepoint === undefined
      ? {}
      : { savepointPath: settings.fromSavepoint, allowNonRestoredState: settings.allowNonRestoredState }),
  };
}

function stateBackend({ stateBackend: name, checkpointDir }: JobSettings, clusterCheckpointDir?: string) {
  if (name === undefined) {
    if (checkpointDir !== undefined) throw new ConfigError(["--checkpoint-dir: needs --state-backend"]);
    return {};
  }
  const storage = checkpointDir ?? clusterCheckpointDir;
  if (storage === undefined) {
    throw new ConfigError([
      "--checkpoint-dir is missing: --state-backend needs it, and Flink has no state.checkpoints.dir",
    ]);
  }
  // Beam's name for state on the heap.
  return { stateBackend: name === "hashmap" ? "filesystem" : name, stateBackendStoragePath: storage };
}
