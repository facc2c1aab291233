import { preparePython, startPythonPool, submitPythonJob } from "./beamPython";
import { type Cluster, FLINK, partsIn } from "./cluster";
import type { Contender } from "./contender";
import { flinkJob } from "./flinkJob";

/** Above the stack's ports, so that it moves with them. */
const POOL_PORT = 5565 - 5555;

/** The pipeline in Beam Python, with a pool of Python workers of its own. */
export function createPython(cluster: Cluster): Contender {
  const { host, ports } = cluster.settings;
  const poolPort = ports.workerPool + POOL_PORT;
  let pool: Awaited<ReturnType<typeof startPythonPool>> | undefined;
  return {
    name: "python",
    title: "Beam Python",
    slow: true,
    async prepare(report) {
      await preparePython(report);
      pool = await startPythonPool(poolPort);
    },
    async start({ topics, rule, parallelism, checkpointIntervalMs }) {
      const { maxEvidence: _, ...limits } = rule;
      const id = await submitPythonJob({
        jobServer: `${host}:${ports.jobServer}`,
        expansionService: `${host}:${ports.expansion}`,
        workerPool: `${host}:${poolPort}`,
        broker: cluster.broker,
        flink: cluster.flink.url,
        topics,
        ...limits,
        ...{ parallelism, checkpointIntervalMs, start: "earliest" },
      });
      return flinkJob(cluster.flink, id);
    },
    processes: () => [
      ...partsIn(cluster, [...FLINK, ["job-server", "jobManager"]]),
      ...(pool === undefined ? [] : [{ pid: pool.pid, column: "workers" as const }]),
    ],
    close: async () => pool?.stop(),
  };
}
