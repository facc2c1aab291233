import { type Cluster, FLINK, partsIn } from "./cluster";
import type { Contender } from "./contender";
import { flinkJob } from "./flinkJob";
import { buildNativeJob, submitNativeJob } from "./nativeFlink";

/** The DataStream job in Java: what all others are compared with. */
export function createNative(cluster: Cluster): Contender {
  return {
    name: "native",
    title: "Flink DataStream, Java",
    takesViews: true,
    prepare: async (report) => void (await buildNativeJob(report)),
    async start({ name, topics, rule, views, parallelism, checkpointIntervalMs, stateBackend }) {
      const { flink, broker } = cluster;
      const settings = { ...rule, views, parallelism, checkpointIntervalMs, stateBackend };
      const id = await submitNativeJob({
        ...{ flink: flink.url, broker, topics, group: name, start: "earliest" },
        ...settings,
      });
      return flinkJob(flink, id);
    },
    processes: () => partsIn(cluster, FLINK),
    close: async () => undefined,
  };
}
