import type { Options } from "../../config/options";
import { address, httpUrl, oneOf, toggle } from "../../config/values";

/** Flink's web UI and REST API. */
export const flinkOption = {
  schema: httpUrl(),
  default: "http://127.0.0.1:8081",
  value: "URL",
  describe: "Flink's web UI and REST API",
};

/** Where the parts are that turn the pipeline into a Flink job. */
export const clusterOptions = {
  flink: flinkOption,
  jobServer: {
    schema: address(),
    default: "127.0.0.1:8099",
    value: "HOST:PORT",
    describe: "Beam's Flink job server",
  },
  expansionService: {
    schema: address(),
    default: "127.0.0.1:8097",
    value: "HOST:PORT",
    describe: "Beam's expansion service, for --kafka-connector beam",
  },
  kafkaConnector: {
    schema: oneOf(["flink", "beam"]),
    default: "flink",
    value: "NAME",
    describe:
      "flink: Flink's own Kafka connector, which the runtime jar brings; beam: Beam's KafkaIO, through the expansion service",
  },
  workerPool: {
    schema: address(),
    default: "127.0.0.1:5555",
    value: "HOST:PORT",
    describe: "worker pool, as the TaskManagers reach it",
  },
  checkWorkerPool: {
    schema: toggle(),
    default: "true",
    describe: "see first whether the worker pool answers here; --no-check-worker-pool where only Flink reaches it",
  },
} as const satisfies Options;
