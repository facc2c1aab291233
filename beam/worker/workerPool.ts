import pino from "pino";
import { createWorkerMetrics, type WorkerMetrics } from "./metrics";
import { listenForTaskManagers, poolService } from "./poolServer";
import { workerProcesses } from "./startProcess";
import { createSupervisor } from "./supervisor";

export interface WorkerPoolSettings {
  /** HOST:PORT where TaskManagers ask for workers. Nothing there is authenticated. */
  listen: string;
  /** Path of the module that registers the pipelines' functions. */
  functionsModule: string;
  maxWorkers: number;
  /** How long a worker may take until it has reached its TaskManager, in ms. */
  startTimeoutMs: number;
  /** How long a worker may take to end by itself, in ms. */
  stopGraceMs: number;
  /** How often each worker's TaskManager is looked at, in ms. */
  watchEveryMs: number;
  /** What the names of the metrics begin with. */
  metricsPrefix: string;
  log: pino.Logger;
}

export interface WorkerPool {
  metrics: WorkerMetrics;
  /** How many workers run now. */
  running: () => number;
  /** Ends all workers and stops listening. */
  close: () => Promise<void>;
}

export const WORKER_POOL_DEFAULTS = {
  maxWorkers: 64,
  startTimeoutMs: 60_000,
  stopGraceMs: 5_000,
  watchEveryMs: 5_000,
  metricsPrefix: "beam",
  log: pino({ name: "worker-pool" }, pino.destination({ dest: 2, sync: true })),
};

/** Gives Flink's TaskManagers TypeScript workers, one process each. Rejects when it cannot listen. */
export async function startWorkerPool(settings: WorkerPoolSettings): Promise<WorkerPool> {
  const { maxWorkers, startTimeoutMs, stopGraceMs, watchEveryMs, log } = settings;
  const metrics = createWorkerMetrics(settings.metricsPrefix, () => supervisor.running());
  const startProcess = workerProcesses(settings.functionsModule, startTimeoutMs);
  const supervisor = createSupervisor({
    startProcess,
    maxWorkers,
    startTimeoutMs,
    stopGraceMs,
    watchEveryMs,
    metrics,
    log,
  });
  const server = await listenForTaskManagers(poolService(supervisor, metrics, log), settings.listen);
  return {
    metrics,
    running: supervisor.running,
    async close() {
      await supervisor.close();
      server.close();
    },
  };
}
