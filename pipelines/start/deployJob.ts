import { createHash } from "node:crypto";
import { type FlinkJob, hasEnded, listJobs } from "../../beam/flink/rest/flinkJobs";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { statesOfJobs } from "../../beam/flink/rest/statesOfJobs";
import { stopWithSavepoint } from "../../beam/flink/rest/stopJob";
import { UserError } from "../../config/runProgram";
import { stateStamp } from "../job/stateOptions";
import type { SubmissionSettings } from "../job/submissionOptions";
import { checkFits } from "./checkFits";
import type { prepareJob } from "./prepareJob";

/** A job, and where one that it replaces leaves its savepoint. */
export type DeploySettings = SubmissionSettings & { savepointDir?: string };

/**
 * Sees to it that the job runs with these options and no other of its name does. Nothing is stopped before what follows
 * is known to be accepted.
 */
export async function deployJob(
  settings: DeploySettings,
  flink: FlinkRest,
  prepare: typeof prepareJob,
  say: (line: string) => void,
): Promise<void> {
  const { jobName, fromSavepoint, savepointDir } = settings;
  const wanted = { ...settings, jobName: `${jobName}-${fingerprint(settings)}` };
  const jobs = (await listJobs(flink)).filter(({ name }) => isOurs(name, jobName));
  const alive = jobs.filter(({ state }) => !hasEnded(state));
  if (alive.some(({ name }) => name === wanted.jobName)) {
    say(`${wanted.jobName} runs already: nothing to do`);
    return;
  }
  if (alive.length > 0 && savepointDir === undefined) {
    const [{ id, name }] = alive;
    throw new UserError(`--savepoint-dir is missing: ${name} (${id}) runs with other options and has to be replaced`);
  }
  const last = fromSavepoint ?? (await statesOfJobs(flink, jobs))[0]?.url;
  if (last !== undefined) checkFits(last, stateStamp(wanted), say);
  const job = await prepare(wanted, flink);
  const state = fromSavepoint ?? (await stopAll(flink, alive, String(savepointDir), say)) ?? last;
  if (state !== undefined) say(`${wanted.jobName} goes on from ${state}`);
  say(await job.start(state));
}

/** Ends the jobs that run with other options; resolves to the savepoint of the last. */
async function stopAll(flink: FlinkRest, jobs: FlinkJob[], directory: string, say: (line: string) => void) {
  let savepoint: string | undefined;
  for (const { id, name } of jobs) {
    savepoint = await stopWithSavepoint(flink, id, directory, false);
    say(`${name} stopped`);
  }
  return savepoint;
}

function isOurs(name: string, jobName: string): boolean {
  return name.startsWith(`${jobName}-`) && /^[0-9a-f]{8}$/.test(name.slice(jobName.length + 1));
}

/** Two jobs with the same fingerprint are the same job. */
function fingerprint({ savepointDir: _, fromSavepoint: __, ...settings }: DeploySettings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 8);
}
