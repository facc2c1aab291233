import type { SavedState } from "../state/savedStates";
import type { FlinkRest } from "./flinkRest";

interface Completed {
  external_path?: string | null;
  latest_ack_timestamp: number;
  discarded?: boolean;
}

interface Checkpoints {
  latest?: {
    completed?: Completed | null;
    savepoint?: Completed | null;
    restored?: { external_path?: string | null; restore_timestamp: number } | null;
  };
}

/**
 * Where jobs that Flink remembers left their state, the newest first: the last checkpoint and the last savepoint of each,
 * and what it was itself started from, which counts as of then: an older state is gone back to on purpose. Flink forgets
 * a job an hour after its end, and all of them with the JobManager.
 */
export async function statesOfJobs(flink: FlinkRest, jobs: { id: string }[]): Promise<SavedState[]> {
  const newest = new Map<string, SavedState>();
  const add = (jobId: string, url: string | null | undefined, savedAtMs: number) => {
    if (!url || savedAtMs <= (newest.get(url)?.savedAtMs ?? 0)) return;
    newest.set(url, { url, jobId, savedAtMs });
  };
  for (const { id } of jobs) {
    const { latest } = await flink.get<Checkpoints>(`/jobs/${id}/checkpoints`);
    for (const state of [latest?.completed, latest?.savepoint]) {
      if (state && !state.discarded) add(id, state.external_path, state.latest_ack_timestamp);
    }
    add(id, latest?.restored?.external_path, latest?.restored?.restore_timestamp ?? 0);
  }
  return [...newest.values()].sort((a, b) => b.savedAtMs - a.savedAtMs);
}
