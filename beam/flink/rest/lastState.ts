import type { FlinkJob } from "./flinkJobs";
import type { FlinkRest } from "./flinkRest";

interface Checkpoints {
  latest?: { savepoint?: { external_path?: string } | null; completed?: { external_path?: string } | null };
}

/** Where the newest of these ended jobs, newest first, left its state: its savepoint, else its last retained checkpoint. */
export async function lastState(flink: FlinkRest, jobs: FlinkJob[]): Promise<string | undefined> {
  for (const { id } of jobs) {
    const { latest } = await flink.get<Checkpoints>(`/jobs/${id}/checkpoints`);
    const path = latest?.savepoint?.external_path ?? latest?.completed?.external_path;
    if (path !== undefined) return path;
  }
  return undefined;
}
