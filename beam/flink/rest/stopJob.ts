import { setTimeout as pause } from "node:timers/promises";
import { ExpectedError } from "../../expectedError";
import { hasEnded, jobState } from "./flinkJobs";
import { FlinkError, type FlinkRest, rootCause } from "./flinkRest";

const POLL_MS = 250;
const CANCEL_TIMEOUT_MS = 60_000;
const SAVEPOINT_TIMEOUT_MS = 600_000;

/** Cancels a job and waits until it has ended. */
export async function cancelJob(flink: FlinkRest, id: string): Promise<void> {
  await explained(id, flink.send("PATCH", `/jobs/${id}?mode=cancel`));
  await waitUntilEnded(flink, id);
}

/**
 * Ends a job with a savepoint below `directory`, else where the cluster keeps them; resolves to the savepoint's path once
 * the job has ended. It is Flink's
 * savepoint that cancels, and not its "stop": with `--kafka-connector beam` that one ends the source before it takes the
 * savepoint, the end of the source ends all open sessions, and a resumed job no longer has them. `drain` wants just that.
 */
export async function stopWithSavepoint(
  flink: FlinkRest,
  id: string,
  directory: string | undefined,
  drain: boolean,
): Promise<string> {
  const [path, request] = drain
    ? [`/jobs/${id}/stop`, { targetDirectory: directory, drain, formatType: "CANONICAL" }]
    : [`/jobs/${id}/savepoints`, { "target-directory": directory, "cancel-job": true, formatType: "CANONICAL" }];
  const trigger = await explained(id, flink.send<{ "request-id": string }>("POST", path, request));
  const savepoint = await savepointPath(flink, id, trigger["request-id"]);
  await waitUntilEnded(flink, id);
  return savepoint;
}

interface SavepointStatus {
  status: { id: string };
  operation?: { location?: string; "failure-cause"?: { "stack-trace": string } };
}

async function savepointPath(flink: FlinkRest, id: string, requestId: string): Promise<string> {
  for (const deadline = Date.now() + SAVEPOINT_TIMEOUT_MS; Date.now() < deadline; await pause(POLL_MS)) {
    const { status, operation } = await flink.get<SavepointStatus>(`/jobs/${id}/savepoints/${requestId}`);
    if (status.id !== "COMPLETED") continue;
    if (operation?.location !== undefined) return operation.location;
    const cause = operation?.["failure-cause"]?.["stack-trace"] ?? "unknown";
    throw new ExpectedError(`no savepoint was written and job ${id} still runs: ${rootCause(cause)}`);
  }
  throw new ExpectedError(`the savepoint of job ${id} is not complete after ${SAVEPOINT_TIMEOUT_MS / 60_000} minutes`);
}

async function waitUntilEnded(flink: FlinkRest, id: string): Promise<void> {
  let state = "";
  for (const deadline = Date.now() + CANCEL_TIMEOUT_MS; Date.now() < deadline; await pause(POLL_MS)) {
    state = await jobState(flink, id);
    if (hasEnded(state)) return;
  }
  throw new ExpectedError(`job ${id} is still ${state} after ${CANCEL_TIMEOUT_MS / 1000} s`);
}

async function explained<T>(id: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof FlinkError)) throw error;
    if (error.status === 404) throw new ExpectedError(`ID: Flink knows no job ${id}`);
    throw new ExpectedError(`Flink refuses to end job ${id}: ${error.reason}`);
  }
}
