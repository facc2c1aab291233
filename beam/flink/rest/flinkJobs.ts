import { type FlinkRest, rootCause } from "./flinkRest";

export interface FlinkJob {
  id: string;
  name: string;
  state: string;
  startedAtMs: number;
  /** Of one that has ended. */
  endedAtMs?: number;
}

interface Overview {
  jobs: { jid: string; name: string; state: string; "start-time": number; "end-time": number }[];
}

interface JobDetails {
  state: string;
  vertices: { status: string }[];
}

/** Whether a job in this state will never run again. */
export function hasEnded(state: string): boolean {
  return ["FAILED", "CANCELED", "FINISHED"].includes(state);
}

/** All jobs that Flink remembers, newest first. */
export async function listJobs(flink: FlinkRest): Promise<FlinkJob[]> {
  const { jobs } = await flink.get<Overview>("/jobs/overview");
  jobs.sort((a, b) => b["start-time"] - a["start-time"]);
  return jobs.map(({ jid, name, state, "start-time": startedAtMs, "end-time": endedAt }) => ({
    id: jid,
    name,
    state,
    startedAtMs,
    ...(hasEnded(state) ? { endedAtMs: endedAt } : {}),
  }));
}

/** `RUNNING` only once every task runs; while tasks are still on their way up it is `STARTING`. */
export async function jobState(flink: FlinkRest, id: string): Promise<string> {
  const { state, vertices } = await flink.get<JobDetails>(`/jobs/${id}`);
  if (state !== "RUNNING") return state;
  return vertices.every(({ status }) => status === "RUNNING") ? "RUNNING" : "STARTING";
}

/** The options that the job was submitted with, as texts by Beam's names. */
export async function jobConfiguration(flink: FlinkRest, id: string): Promise<Record<string, string>> {
  const answer = await flink.get<{ "execution-config"?: { "user-config"?: Record<string, string> } }>(
    `/jobs/${id}/config`,
  );
  return answer["execution-config"]?.["user-config"] ?? {};
}

/** Why the job failed last, on one line; undefined when it never did. */
export async function lastFailure(flink: FlinkRest, id: string): Promise<string | undefined> {
  const { exceptionHistory } = await flink.get<{
    exceptionHistory?: { entries: { stacktrace?: string; exceptionName?: string }[] };
  }>(`/jobs/${id}/exceptions`);
  const newest = exceptionHistory?.entries[0];
  return newest && rootCause(newest.stacktrace ?? newest.exceptionName ?? "unknown");
}

/** The value of a setting in the configuration of Flink's JobManager. */
export async function clusterSetting(flink: FlinkRest, ...names: string[]): Promise<string | undefined> {
  const entries = await flink.get<{ key: string; value: string }[]>("/jobmanager/config");
  return entries.find(({ key }) => names.includes(key))?.value;
}

/** Where a person looks at the job. */
export function jobPage(flink: FlinkRest, id: string): string {
  return `${flink.url}/#/job/running/${id}/overview`;
}
