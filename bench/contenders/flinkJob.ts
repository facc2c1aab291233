import { setTimeout as pause } from "node:timers/promises";
import { listJobs } from "../../beam/flink/rest/flinkJobs";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { cancelJob } from "../../beam/flink/rest/stopJob";
import type { RunningJob } from "./contender";

interface SubtaskTimes {
  subtasks: { timestamps: Record<string, number> }[];
}

const SLOTS_TIMEOUT_MS = 30_000;

/** A job of Flink's that runs. */
export async function flinkJob(flink: FlinkRest, jobId: string): Promise<RunningJob> {
  return {
    jobId,
    runningSinceMs: await lastTaskRunning(flink, jobId),
    async stop() {
      await cancelJob(flink, jobId);
      await allSlotsFree(flink);
    },
  };
}

/** Ends whatever runs: a job that could not be started may still be there, and keep others from their slots. */
export async function endAllJobs(flink: FlinkRest): Promise<void> {
  const alive = (await listJobs(flink)).filter(({ state }) => !["FAILED", "CANCELED", "FINISHED"].includes(state));
  for (const { id } of alive) await cancelJob(flink, id);
  await allSlotsFree(flink);
}

/** Epoch ms of the moment when the last of a job's tasks began to run. */
async function lastTaskRunning(flink: FlinkRest, jobId: string): Promise<number> {
  const { vertices } = await flink.get<{ vertices: { id: string }[] }>(`/jobs/${jobId}`);
  const times = await Promise.all(
    vertices.map(({ id }) => flink.get<SubtaskTimes>(`/jobs/${jobId}/vertices/${id}/subtasktimes`)),
  );
  return Math.max(...times.flatMap(({ subtasks }) => subtasks.map(({ timestamps }) => timestamps.RUNNING)));
}

/** A job that has been cancelled gives its slots back a little later, and its workers end then. */
async function allSlotsFree(flink: FlinkRest): Promise<void> {
  for (const deadline = Date.now() + SLOTS_TIMEOUT_MS; Date.now() < deadline; await pause(200)) {
    const overview = await flink.get<Record<string, number>>("/overview");
    if (overview["slots-total"] > 0 && overview["slots-available"] === overview["slots-total"]) return;
  }
  throw new Error(`Flink's slots are still taken ${SLOTS_TIMEOUT_MS / 1000} s after the job's end`);
}
