import { setTimeout as pause } from "node:timers/promises";
import { ExpectedError } from "../../expectedError";
import { hasEnded, lastFailure } from "./flinkJobs";
import type { FlinkRest } from "./flinkRest";

const POLL_MS = 1_000;

interface Details {
  state: string;
  vertices: { metrics: { "write-records": number } }[];
}

/**
 * Resolves when a job whose input ends has done all of it. Rejects with the root cause when it ends otherwise. `tell` hears
 * now and then how many records its first step has let through.
 */
export async function waitUntilFinished(
  flink: FlinkRest,
  id: string,
  tell: (recordsRead: number) => void,
): Promise<void> {
  for (;;) {
    const { state, vertices } = await flink.get<Details>(`/jobs/${id}`);
    tell(vertices[0]?.metrics["write-records"] ?? 0);
    if (state === "FINISHED") return;
    if (hasEnded(state)) throw new ExpectedError(`job ${id} ended as ${state}: ${await lastFailure(flink, id)}`);
    await pause(POLL_MS);
  }
}
