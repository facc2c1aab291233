import type { FlinkRest } from "../../beam/flink/rest/flinkRest";

/** How a job does. */
export interface JobFigures {
  restarts: number;
  /** When its newest checkpoint or savepoint was complete. */
  checkpointedAtMs?: number;
}

interface Checkpoints {
  latest?: Record<"completed" | "savepoint", { latest_ack_timestamp: number } | null>;
}

/** What Flink measures of a job. */
export async function jobFigures(flink: FlinkRest, id: string): Promise<JobFigures> {
  const [metrics, { latest }] = await Promise.all([
    flink.get<{ id: string; value: string }[]>(`/jobs/${id}/metrics?get=numRestarts`),
    flink.get<Checkpoints>(`/jobs/${id}/checkpoints`),
  ]);
  const saved = [latest?.completed, latest?.savepoint].flatMap((state) => state?.latest_ack_timestamp ?? []);
  return {
    restarts: Number(metrics.find((metric) => metric.id === "numRestarts")?.value ?? 0),
    checkpointedAtMs: saved.length === 0 ? undefined : Math.max(...saved),
  };
}
