import type { FlinkRest } from "../../beam/flink/rest/flinkRest";

interface Checkpoints {
  counts: { completed: number };
  summary: { state_size: { max: number } };
  /** The last ten. */
  history: { status: string; trigger_timestamp: number; state_size: number }[];
}

/** What Flink knows of a job at its end. */
export interface JobFacts {
  /** Full size of the largest checkpoint in MB; undefined where none was completed. */
  checkpointMb?: number;
  /** How often it began anew after a failure. */
  restarts: number;
}

/** `untilMs`, epoch ms: when its work was done. A checkpoint after that says nothing. */
export async function jobFacts(flink: FlinkRest, jobId: string, untilMs: number): Promise<JobFacts> {
  const checkpoints = await flink.get<Checkpoints>(`/jobs/${jobId}/checkpoints`);
  const metrics = await flink.get<{ value: string }[]>(`/jobs/${jobId}/metrics?get=numRestarts`);
  const bytes = largestCheckpoint(checkpoints, untilMs);
  return {
    checkpointMb: bytes === undefined ? undefined : bytes / 2 ** 20,
    restarts: Number(metrics[0]?.value ?? 0),
  };
}

/** In bytes; undefined where none was made in time. */
export function largestCheckpoint({ counts, summary, history }: Checkpoints, untilMs: number): number | undefined {
  const sizes = history
    .filter(({ status, trigger_timestamp }) => status === "COMPLETED" && trigger_timestamp <= untilMs)
    .map(({ state_size }) => state_size);
  // Those that the history has forgotten were made while there was work.
  if (counts.completed > history.length) sizes.push(summary.state_size.max);
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}
