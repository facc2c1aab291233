import { httpJson } from "../../service/probes/httpJson";

/** A job that is at work, or about to be again. */
export interface RunningJob {
  jid: string;
  name: string;
  /** How long ago it was started, ms. */
  duration: number;
}

/** The jobs that run on the Flink at `url`; undefined when it does not answer. */
export async function runningJobs(url: string, timeoutMs: number): Promise<RunningJob[] | undefined> {
  const { jobs } = await httpJson<{ jobs: (RunningJob & { state: string })[] }>(
    `${url}/jobs/overview`,
    timeoutMs,
  ).catch(() => ({ jobs: undefined }));
  return jobs?.filter(({ state }) => ["RUNNING", "RESTARTING"].includes(state));
}
