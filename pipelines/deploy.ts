import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { extname, join } from "node:path";
import { type FlinkJob, hasEnded, listJobs } from "../beam/flink/rest/flinkJobs";
import { createFlinkRest, type FlinkRest } from "../beam/flink/rest/flinkRest";
import { lastState } from "../beam/flink/rest/lastState";
import { stopWithSavepoint } from "../beam/flink/rest/stopJob";
import type { Options, Values } from "../config/options";
import { runProgram, UserError } from "../config/runProgram";
import { text } from "../config/values";
import { submissionOptions } from "./job/submissionOptions";

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

type Settings = Values<typeof options>;

runProgram(
  {
    usage: "node dist/pipelines/deploy.js",
    description:
      "Sees to it that the job runs with these options: starts it, leaves it alone, or replaces it with a savepoint.",
    environmentPrefix: "FRAUD",
    options,
  },
  deploy,
).finally(() => process.exit());

async function deploy(settings: Settings): Promise<void> {
  const flink = createFlinkRest(settings.flink, "--flink");
  const wanted = `${settings.jobName}-${fingerprint(settings)}`;
  const jobs = (await listJobs(flink)).filter(
    ({ name }) =>
      name.startsWith(`${settings.jobName}-`) && /^[0-9a-f]{8}$/.test(name.slice(settings.jobName.length + 1)),
  );
  const alive = jobs.filter(({ state }) => !hasEnded(state));
  if (alive.some(({ name }) => name === wanted)) {
    process.stdout.write(`${wanted} runs already: nothing to do\n`);
    return;
  }
  const savepoint = settings.fromSavepoint ?? (await stopAll(flink, alive, settings)) ?? (await lastState(flink, jobs));
  if (savepoint !== undefined) process.stdout.write(`${wanted} goes on from ${savepoint}\n`);
  await submit(wanted, savepoint);
}

/** Ends the jobs that run with other options; resolves to the savepoint of the last. */
async function stopAll(flink: FlinkRest, jobs: FlinkJob[], { savepointDir }: Settings): Promise<string | undefined> {
  let savepoint: string | undefined;
  for (const { id, name } of jobs) {
    if (savepointDir === undefined) {
      throw new UserError(`--savepoint-dir is missing: ${name} (${id}) runs with other options and has to be replaced`);
    }
    savepoint = await stopWithSavepoint(flink, id, savepointDir, false);
    process.stdout.write(`${name} stopped\n`);
  }
  return savepoint;
}

/** Two jobs with the same fingerprint are the same job. */
function fingerprint({ savepointDir: _, fromSavepoint: __, ...settings }: Settings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 8);
}

/** Runs `submit` with this program's own options, but for the name. */
async function submit(jobName: string, savepoint?: string): Promise<void> {
  const own = process.argv.slice(2);
  const at = own.findIndex((argument) => /^--savepoint-dir(=|$)/.test(argument));
  if (at >= 0) own.splice(at, own[at].includes("=") ? 1 : 2);
  const from = savepoint === undefined ? [] : [`--from-savepoint=${savepoint}`];
  const child = fork(join(__dirname, `submit${extname(__filename)}`), [...own, `--job-name=${jobName}`, ...from]);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new UserError(`${jobName} was not started; see above`);
}
