import type { FlinkRest } from "../../beam/flink/rest/flinkRest";

/** A job that is at work, or about to be again. */
export interface RunningJob {
  jid: string;
  name: string;
  /** How long ago it was started, ms. */
  duration: number;
}

/** The jobs that run on a Flink; undefined when it does not answer. */
export async function runningJobs(flink: FlinkRest): Promise<RunningJob[] | undefined> {
  const { jobs } = await flink
    .get<{ jobs: (RunningJob & { state: string })[] }>("/jobs/overview")
    .catch(() => ({ jobs: undefined }));
  return jobs?.filter(({ state }) => ["RUNNING", "RESTARTING"].includes(state));
}
