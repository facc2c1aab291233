import { startWorkerPool, WORKER_POOL_DEFAULTS } from "../beam/worker/workerPool";
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
  const pool = await startWorkerPool({
    ...WORKER_POOL_DEFAULTS,
    listen: settings.listen,
    functionsModule: require.resolve("../transforms/register"),
    maxWorkers: settings.maxWorkers,
    startTimeoutMs: settings.startTimeout,
    stopGraceMs: settings.stopGrace,
    metricsPrefix: "fraud",
    log,
  }).catch((error: Error) => {
    throw new UserError(`--listen: cannot listen on ${settings.listen}: ${error.message}`);
  });

  let stopping = false;
  const notReady = () => (stopping ? "stopping" : undefined);
  const health = await listen(
    healthRoutes({ registry: pool.metrics.registry, notReady }),
    settings.healthHost,
    settings.healthPort,
  ).catch(async (error: Error) => {
    await pool.close();
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
  log.info({ signal, workers: pool.running() }, "stopping");
  await pool.close();
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
