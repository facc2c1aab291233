import { homedir } from "node:os";
import { join } from "node:path";
import type { Options } from "../config/options";
import { duration, integer, path, settings, text, toggle } from "../config/values";
import { defaultPorts } from "./ports";

const port = (describe: string, standard: number) => ({
  schema: integer({ min: 1, max: 65_535 }),
  optional: true as const,
  value: "PORT",
  describe: `${describe} (default ${standard} + port base)`,
});

const megabytes = (standard: number, describe: string) => ({
  schema: integer({ min: 64, max: 1_000_000 }),
  default: String(standard),
  value: "MB",
  describe,
});

/** Everything that can be set about the local stack. */
export const stackOptions = {
  portBase: {
    schema: integer({ max: 50_000 }),
    default: "0",
    value: "N",
    describe: "added to every default port, so that several stacks run side by side; best a multiple of 100",
  },
  stateDir: {
    schema: path(),
    optional: true,
    value: "DIR",
    describe: "logs, process ids, Kafka's data and Flink's checkpoints (default CACHE-DIR/stacks/PORT-BASE)",
  },
  cacheDir: {
    schema: path(),
    default: join(homedir(), ".cache", "streaming-fraud-detection"),
    value: "DIR",
    describe: "downloads and built jars, shared by all stacks",
  },
  kafkaPort: port("Kafka", defaultPorts.kafka),
  kafkaControllerPort: port("Kafka's controller", defaultPorts.kafkaController),
  kafkaSecurePort: port("Kafka's listener with TLS and SASL", defaultPorts.kafkaSecure),
  flinkPort: port("Flink's web UI and REST", defaultPorts.flink),
  jobManagerPort: port("the JobManager's RPC", defaultPorts.jobManager),
  jobServerPort: port("Beam's job server", defaultPorts.jobServer),
  artifactPort: port("the job server's artifact service", defaultPorts.artifact),
  expansionPort: port("Beam's expansion service", defaultPorts.expansion),
  workerPoolPort: port("the worker pool", defaultPorts.workerPool),
  workerPoolHealthPort: port("the worker pool's /healthz", defaultPorts.workerPoolHealth),
  registryPort: port("the schema registry", defaultPorts.registry),
  registry: {
    schema: toggle(),
    default: "false",
    describe: "also start a schema registry (Apicurio, with Confluent's API; downloads 109 MB once)",
  },
  kafkaTlsSasl: {
    schema: toggle(),
    default: "false",
    describe: "also let Kafka listen with TLS and SASL, to try those out; the secrets are in STATE-DIR/secure",
  },
  taskManagers: { schema: integer({ min: 1, max: 16 }), default: "1", value: "N", describe: "Flink TaskManagers" },
  slots: { schema: integer({ min: 1, max: 64 }), default: "4", value: "N", describe: "slots of each TaskManager" },
  partitions: {
    schema: integer({ min: 1, max: 1_000 }),
    default: "4",
    value: "N",
    describe: "partitions of the topics transactions and fraud, when they are created",
  },
  stateBackend: {
    schema: text(),
    default: "hashmap",
    value: "NAME",
    describe: "Flink's state.backend.type for jobs that choose none: hashmap or rocksdb",
  },
  flinkSettings: {
    schema: settings(),
    default: "",
    value: "NAME=VALUE,…",
    describe: "more of Flink's settings, by the names of its documentation; they win",
  },
  taskManagerHeapMb: megabytes(1600, "heap of each TaskManager's tasks"),
  taskManagerManagedMb: megabytes(256, "managed memory of each TaskManager, which RocksDB uses"),
  jobManagerHeapMb: megabytes(768, "heap of the JobManager"),
  kafkaHeapMb: megabytes(768, "heap of Kafka"),
  jobServerHeapMb: megabytes(768, "heap of the job server"),
  expansionHeapMb: megabytes(384, "heap of the expansion service"),
  registryHeapMb: megabytes(256, "heap of the schema registry"),
  javaHome: {
    schema: path(),
    optional: true,
    value: "DIR",
    environment: ["JAVA_HOME"],
    describe: "the JDK (default: the java on the PATH)",
  },
  flinkHome: {
    schema: path(),
    optional: true,
    value: "DIR",
    describe: "a Flink distribution of your own, instead of a downloaded one",
  },
  without: {
    schema: text(),
    optional: true,
    value: "NAME[,NAME…]",
    describe: "parts that up leaves out, such as worker-pool",
  },
  timeout: {
    schema: duration({ min: "1s" }),
    default: "2m",
    value: "DURATION",
    describe: "how long up waits for the parts to be healthy",
  },
} as const satisfies Options;
