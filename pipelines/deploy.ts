import { createFlinkRest } from "../beam/flink/rest/flinkRest";
import type { Options } from "../config/options";
import { runProgram } from "../config/runProgram";
import { text } from "../config/values";
import { submissionOptions } from "./job/submissionOptions";
import { deployJob } from "./start/deployJob";
import { prepareJob } from "./start/prepareJob";

const options = {
  ...submissionOptions,
  savepointDir: {
    schema: text(),
    optional: true,
    value: "DIR",
    describe:
      "where a job that is replaced leaves its savepoint, as the TaskManagers reach it; required to replace one",
  },
} as const satisfies Options;

runProgram(
  {
    usage: "node dist/pipelines/deploy.js",
    description:
      "Sees to it that the job runs with these options: starts it, leaves it alone, or replaces it with a savepoint.",
    environmentPrefix: "FRAUD",
    options,
  },
  (settings) =>
    deployJob(settings, createFlinkRest(settings.flink, "--flink"), prepareJob, (line) =>
      process.stdout.write(`${line}\n`),
    ),
).finally(() => process.exit());
