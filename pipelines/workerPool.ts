import { createWorkerMetrics } from "../beam/worker/metrics";
import { listenForTaskManagers, poolService } from "../beam/worker/poolServer";
import { workerProcesses } from "../beam/worker/startProcess";
import { createSupervisor, type Supervisor } from "../beam/worker/supervisor";
import type { Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { healthRoutes, listen } from "../service/healthServer";
import { createLog } from "../service/log";
import { stopSignal } from "../service/stopSignal";
import { workerPoolOptions } from "./workerPoolOptions";

/** Serves worker processes to Flink's TaskManagers until SIGTERM or SIGINT. */
async function serve(settings: Values<typeof workerPoolOptions>): Promise<void> {
  const stopped = stopSignal();
  const log = createLog("worker-pool", settings.logLevel);
  const metrics = createWorkerMetrics("fraud", () => supervisor.running());
  const supervisor: Supervisor = createSupervisor({
    startProcess: workerProcesses(require.resolve("../transforms/register"), settings.startTimeout),
    maxWorkers: settings.maxWorkers,
    startTimeoutMs: settings.startTimeout,
    stopGraceMs: settings.stopGrace,
    metrics,
    log,
  });

  let stopping = false;
  const notReady = () => (stopping ? "stopping" : undefined);
  const pool = await listenForTaskManagers(poolService(supervisor, metrics, log), settings.listen).catch(
    (error: Error) => {
      throw new UserError(`--listen: cannot listen on ${settings.listen}: ${error.message}`);
    },
  );
  const health = await listen(
    healthRoutes({ registry: metrics.registry, notReady }),
    settings.healthHost,
    settings.healthPort,
  ).catch((error: Error) => {
    pool.close();
    throw new UserError(
      `--health-port: cannot listen on ${settings.healthHost}:${settings.healthPort}: ${error.message}`,
    );
  });
  log.info(
    { listen: settings.listen, health: `http://${settings.healthHost}:${health.port}/healthz` },
    "ready for work",
  );

  const signal = await stopped;
  stopping = true;
  log.info({ signal, workers: supervisor.running() }, "stopping");
  await supervisor.close();
  pool.close();
  await health.close();
}

runProgram(
  {
    usage: "npm run worker-pool --",
    description: "Gives Flink's TaskManagers TypeScript workers: one process each, ended with its job.",
    environmentPrefix: "WORKER_POOL",
    options: workerPoolOptions,
  },
  serve,
);
