import { pathToFileURL } from "node:url";
import { filesOf } from "./files";
import type { StackSettings } from "./settings";

/** Flink's configuration, by the names of its documentation. JobManager, TaskManagers and job server share it. */
export function flinkConfig(settings: StackSettings): Record<string, string | number | boolean> {
  const { host, ports } = settings;
  const files = filesOf(settings);
  return {
    "jobmanager.rpc.address": host,
    "jobmanager.rpc.port": ports.jobManager,
    "jobmanager.bind-host": host,
    "taskmanager.host": host,
    "taskmanager.bind-host": host,
    "taskmanager.numberOfTaskSlots": settings.slots,
    "rest.address": host,
    "rest.port": ports.flink,
    "rest.bind-address": host,
    "web.upload.dir": files.uploads,
    // Flink asks nobody who he is: a page of another site, open in a browser here, must not read from it nor send it a jar.
    "web.access-control-allow-origin": `http://${host}:${ports.flink}`,
    "web.allowed-hosts": host,
    "io.tmp.dirs": files.temporary,
    "blob.storage.directory": files.temporary,
    // The runtime jar is on Flink's own class path. Loaded once a job instead, it would leak some 50 MB of metaspace each.
    "classloader.resolve-order": "parent-first",
    "state.backend.type": settings.stateBackend,
    "state.checkpoints.dir": pathToFileURL(files.checkpoints).href,
    "state.savepoints.dir": pathToFileURL(files.savepoints).href,
    // A job can be started again from its last checkpoint, whether it was cancelled or its JobManager was lost.
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    "state.checkpoints.num-retained": 2,
    // Never gives up: a lost TaskManager, worker or broker comes back sooner or later.
    "restart-strategy.type": "exponential-delay",
    "restart-strategy.exponential-delay.initial-backoff": "500 ms",
    "restart-strategy.exponential-delay.max-backoff": "10 s",
    "restart-strategy.exponential-delay.reset-backoff-threshold": "1 min",
    // A TaskManager that was killed is noticed after seconds, not after the default of close to a minute.
    "heartbeat.interval": 2_000,
    "heartbeat.timeout": 30_000,
    // Parts start at the same time, and a TaskManager that finds no JobManager yet would try again after 10 s only.
    "cluster.registration.error-delay": 500,
    // Figures in the web UI and by REST are at most this old, and not 10 s.
    "metrics.fetcher.update-interval": 1_000,
    ...settings.flinkSettings,
  };
}

/** The TaskManager's memory, which Flink's own start scripts would work out: JVM flags and the options that fit them. */
export function taskManagerMemory({ taskManagerHeap, taskManagerManaged }: StackSettings["memoryMb"]) {
  const network = 128;
  const frameworkOffHeap = 128;
  const taskOffHeap = 128;
  const frameworkHeap = 128;
  const metaspace = 512;
  const overhead = 256;
  const options = {
    "framework.heap.size": frameworkHeap,
    "task.heap.size": taskManagerHeap,
    "framework.off-heap.size": frameworkOffHeap,
    "task.off-heap.size": taskOffHeap,
    "network.min": network,
    "network.max": network,
    "managed.size": taskManagerManaged,
    "jvm-metaspace.size": metaspace,
    "jvm-overhead.min": overhead,
    "jvm-overhead.max": overhead,
  };
  return {
    jvm: [
      `-Xmx${frameworkHeap + taskManagerHeap}m`,
      // Beam's gRPC buffers count as direct memory too.
      `-XX:MaxDirectMemorySize=${frameworkOffHeap + taskOffHeap + network + 256}m`,
      `-XX:MaxMetaspaceSize=${metaspace}m`,
    ],
    options: Object.entries(options).map(([name, mb]) => `-Dtaskmanager.memory.${name}=${mb}mb`),
  };
}
