import { readConfig } from "../../../config/readConfig";
import { beamOptions, type JobSettings, jobOptions } from "../../../pipelines/job/jobOptions";

function settings(...argv: string[]): JobSettings {
  const program = { usage: "", description: "", environmentPrefix: "T", options: jobOptions };
  const config = readConfig(program, { argv, environment: {} });
  if ("help" in config) throw new Error("help");
  return config.values;
}

describe("the job's options in Beam's names", () => {
  test("checkpoints are always on, and each ends its bundle first", () => {
    expect(beamOptions(settings())).toMatchObject({
      streaming: true,
      checkpointingInterval: 10_000,
      finishBundleBeforeCheckpointing: true,
      retainExternalizedCheckpointsOnCancellation: true,
    });
  });

  test("durations become milliseconds", () => {
    const flags = ["--max-bundle-time", "20ms", "--buffer-timeout", "0ms", "--checkpoint-interval", "1m"];
    expect(beamOptions(settings(...flags))).toMatchObject({
      maxBundleTimeMills: 20,
      bufferTimeoutMillis: 0,
      checkpointingInterval: 60_000,
    });
  });

  test("without a state backend the cluster decides", () => {
    expect(beamOptions(settings(), "file:///c")).not.toHaveProperty("stateBackend");
  });

  test("a state backend keeps its checkpoints where the cluster does, unless told otherwise", () => {
    const rocksdb = settings("--state-backend", "rocksdb");
    expect(beamOptions(rocksdb, "file:///c")).toMatchObject({
      stateBackend: "rocksdb",
      stateBackendStoragePath: "file:///c",
    });
    const hashmap = settings("--state-backend", "hashmap", "--checkpoint-dir", "s3://b/c");
    expect(beamOptions(hashmap, "file:///c")).toMatchObject({
      stateBackend: "filesystem",
      stateBackendStoragePath: "s3://b/c",
    });
    expect(() => beamOptions(rocksdb)).toThrow(/--checkpoint-dir is missing/);
  });

  test("a savepoint is resumed with all of its state, unless allowed otherwise", () => {
    expect(beamOptions(settings())).not.toHaveProperty("savepointPath");
    expect(beamOptions(settings("--from-savepoint", "file:///s"))).toMatchObject({
      savepointPath: "file:///s",
      allowNonRestoredState: false,
    });
  });
});
