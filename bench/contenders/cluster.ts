import { createFlinkRest, type FlinkRest } from "../../beam/flink/rest/flinkRest";
import type { RegistryAddress } from "../../registry/address";
import type { Stack } from "../../stack/createStack";
import { registryUrl } from "../../stack/parts/registry";
import type { StackSettings } from "../../stack/settings";
import type { Column, CountedProcess } from "./contender";

/** The local stack as contenders see it. */
export interface Cluster {
  settings: StackSettings;
  /** HOST:PORT of Kafka. */
  broker: string;
  flink: FlinkRest;
  /** Where the stack has one. */
  registry: RegistryAddress;
  /** The process of a part, by the part's name, such as `taskmanager-1`. */
  pidOf(part: string): number;
}

/** Looks up the processes of a stack that runs. */
export async function clusterOf(stack: Stack): Promise<Cluster> {
  const { settings } = stack;
  const pids = new Map((await stack.status()).map(({ name, pid }) => [name, pid]));
  return {
    settings,
    broker: `${settings.host}:${settings.ports.kafka}`,
    flink: createFlinkRest(`http://${settings.host}:${settings.ports.flink}`),
    registry: { url: registryUrl(settings.host, settings.ports.registry) },
    pidOf(part) {
      const pid = pids.get(part);
      if (pid === undefined) throw new Error(`${part} does not run`);
      return pid;
    },
  };
}

/** Parts of the stack that count in these columns. */
export function partsIn(cluster: Cluster, parts: [part: string, column: Column][]): CountedProcess[] {
  return parts.map(([part, column]) => ({ pid: cluster.pidOf(part), column }));
}

/** Flink's own processes. */
export const FLINK: [string, Column][] = [
  ["taskmanager-1", "taskManager"],
  ["jobmanager", "jobManager"],
];
