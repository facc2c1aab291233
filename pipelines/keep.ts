import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { exitOncePrinted, runProgram, UserError } from "../config/runProgram";
import { healthRoutes, listen } from "../service/healthServer";
import { createLog } from "../service/log";
import { stopSignal } from "../service/stopSignal";
import { createKeeper } from "./keeper/createKeeper";
import { type KeeperSettings, keeperOptions } from "./keeper/keeperOptions";

runProgram(
  {
    usage: "npm run keep --",
    description:
      "Sees to it, until SIGTERM or SIGINT, that the detection runs on Flink with these options: started from its newest state\n" +
      "where it does not run, replaced by way of a savepoint where options, code or secrets are others. The job itself is not ended.",
    environmentPrefix: "FRAUD",
    options: keeperOptions,
  },
  run,
).finally(exitOncePrinted);

async function run(settings: KeeperSettings): Promise<void> {
  const log = createLog("keeper", settings.logLevel);
  const stop = new AbortController();
  stopSignal().then((signal) => {
    log.info({ signal }, "stopping; the job goes on");
    stop.abort();
  });
  const keeper = createKeeper(settings, createFlinkRest(settings.flink, "--flink"), log);
  const { healthHost: host, healthPort: port } = settings;
  const health = await listen(healthRoutes(keeper), host, port).catch((error: Error) => {
    throw new UserError(`--health-port: cannot listen on ${host}:${port}: ${error.message}`);
  });
  log.info({ flink: settings.flink, health: `http://${host}:${health.port}/healthz` }, "keeping the job");
  // What is under way may take minutes, and any other keeper finds it as it is.
  await Promise.race([
    keeper.keep(stop.signal),
    new Promise((resolve) => stop.signal.addEventListener("abort", resolve)),
  ]);
  await health.close();
}
