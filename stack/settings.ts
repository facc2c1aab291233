import { join, resolve } from "node:path";
import type { Values } from "../config/options";
import type { stackOptions } from "./options";
import { type Ports, portsFrom } from "./ports";

/** A stack's options with every default filled in. */
export interface StackSettings {
  /** Beam's ports and Flink's REST know no passwords: nothing is ever bound to anything else. */
  host: "127.0.0.1";
  ports: Ports;
  stateDir: string;
  cacheDir: string;
  javaHome?: string;
  flinkHome?: string;
  /** Whether Kafka has a second listener, with TLS and SASL. */
  kafkaTlsSasl: boolean;
  /** Whether there is a schema registry. */
  registry: boolean;
  taskManagers: number;
  slots: number;
  partitions: number;
  stateBackend: string;
  /** More of Flink's settings; they win. */
  flinkSettings: Record<string, string>;
  memoryMb: {
    taskManagerHeap: number;
    taskManagerManaged: number;
    jobManager: number;
    kafka: number;
    jobServer: number;
    expansion: number;
    registry: number;
  };
  without: string[];
  timeoutMs: number;
}

/** Fills in the defaults that depend on other options. */
export function settingsFrom(values: Values<typeof stackOptions>): StackSettings {
  const cacheDir = resolve(values.cacheDir);
  return {
    host: "127.0.0.1",
    ports: portsFrom(values.portBase, {
      kafka: values.kafkaPort,
      kafkaController: values.kafkaControllerPort,
      kafkaSecure: values.kafkaSecurePort,
      flink: values.flinkPort,
      jobManager: values.jobManagerPort,
      jobServer: values.jobServerPort,
      artifact: values.artifactPort,
      expansion: values.expansionPort,
      workerPool: values.workerPoolPort,
      workerPoolHealth: values.workerPoolHealthPort,
      registry: values.registryPort,
    }),
    stateDir: resolve(values.stateDir ?? join(cacheDir, "stacks", String(values.portBase))),
    cacheDir,
    javaHome: values.javaHome,
    flinkHome: values.flinkHome,
    kafkaTlsSasl: values.kafkaTlsSasl,
    registry: values.registry,
    taskManagers: values.taskManagers,
    slots: values.slots,
    partitions: values.partitions,
    stateBackend: values.stateBackend,
    flinkSettings: values.flinkSettings,
    memoryMb: {
      taskManagerHeap: values.taskManagerHeapMb,
      taskManagerManaged: values.taskManagerManagedMb,
      jobManager: values.jobManagerHeapMb,
      kafka: values.kafkaHeapMb,
      jobServer: values.jobServerHeapMb,
      expansion: values.expansionHeapMb,
      registry: values.registryHeapMb,
    },
    without: (values.without ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    timeoutMs: values.timeout,
  };
}
