import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import { runProgram } from "../config/runProgram";
import { digestOfCode } from "./keeper/codeVersion";
import { flinkCluster } from "./keeper/flinkCluster";
import { type KeeperSettings, keeperOptions } from "./keeper/keeperOptions";
import { keepUntilRunning } from "./keeper/keepUntilRunning";
import { wantedJob } from "./keeper/wantedJob";

const TIMEOUT_MS = 240_000;

runProgram(
  {
    usage: "node dist/pipelines/deploy.js",
    description: "Does once what `npm run keep` does for ever: returns when the job runs with these options.",
    environmentPrefix: "FRAUD",
    options: keeperOptions,
  },
  deploy,
).finally(() => process.exit());

async function deploy(settings: KeeperSettings): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const cluster = flinkCluster(createFlinkRest(settings.flink, "--flink"), settings, say);
  const wanted = wantedJob(settings, settings.codeVersion ?? digestOfCode());
  await keepUntilRunning(cluster, wanted, say, { timeoutMs: TIMEOUT_MS, pauseMs: settings.interval });
}
