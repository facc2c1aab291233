import { setTimeout as pause } from "node:timers/promises";
import { ExpectedError } from "../../expectedError";
import { type FlinkJob, hasEnded, jobState, lastFailure, listJobs } from "./flinkJobs";
import type { FlinkRest } from "./flinkRest";

const POLL_MS = 250;

/** The newest job that is not among `known`, once there is one; `failure` tells why there will be none. */
export async function findNewJob(
  flink: FlinkRest,
  name: string,
  known: Set<string>,
  timeoutMs: number,
  failure: () => Promise<string | undefined>,
): Promise<FlinkJob> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(POLL_MS)) {
    const job = (await listJobs(flink)).find((candidate) => candidate.name === name && !known.has(candidate.id));
    if (job !== undefined) return job;
    const reason = await failure();
    if (reason !== undefined) throw new ExpectedError(`the job server could not start the job: ${reason}`);
  }
  throw new ExpectedError(
    `the job server took the pipeline, but ${flink.url} shows no job ${name} after ${timeoutMs / 1000} s`,
  );
}

/**
 * Resolves when every task of the job runs. Rejects with the root cause when the job fails, even if Flink tries again;
 * `howToEnd` tells a person how to stop that.
 */
export async function waitUntilRunning(
  flink: FlinkRest,
  id: string,
  timeoutMs: number,
  howToEnd = "cancel it in Flink's web UI",
): Promise<void> {
  let state = "STARTING";
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(POLL_MS)) {
    state = await jobState(flink, id);
    if (state === "RUNNING") return;
    const failure = await lastFailure(flink, id);
    if (failure !== undefined || hasEnded(state)) {
      const next = hasEnded(state) ? "" : `; Flink keeps trying until somebody ends it: ${howToEnd}`;
      throw new ExpectedError(`job ${id} failed: ${failure ?? state}${next}`);
    }
  }
  throw new ExpectedError(
    `job ${id} is ${state} after ${timeoutMs / 1000} s: are there enough free task slots, and does the worker pool answer the TaskManagers? To end it: ${howToEnd}`,
  );
}
