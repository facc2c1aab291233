import type { TopicReader } from "../../kafka/consumer";
import type { JobHealth, JobState, JobWatch } from "./jobWatch";
import type { Latencies } from "./latencies";
import type { Rejected, RejectedRecord } from "./rejected";

export interface HealthParts {
  /** Why no alerts can come now, or undefined while they can. */
  notReady: () => string | undefined;
  latencies: Latencies;
  /** Without it nobody knows whether a job runs. */
  job?: JobWatch;
  /** Without it nobody knows what is rejected. */
  rejected?: { topic: string; log: Rejected; reader: Pick<TopicReader, "notReady"> };
}

/** What stands beside the page's title; null for what this viewer does not know. */
export interface HealthLine {
  job: JobState | null;
  /** Half of the alerts that warn early came within these milliseconds of their last payment. */
  latencyMs: number | null;
  rejected: number | null;
}

/** What `GET /api/health` answers; null for what this viewer does not know. Times are epoch ms. */
export interface HealthAnswer {
  atMs: number;
  /** Why Kafka gives no alerts now. */
  notReady: string | null;
  job: JobHealth | null;
  latency: { count: number; p50Ms: number | null; p99Ms: number | null };
  rejected: {
    topic: string;
    notReady: string | null;
    count: number;
    reasons: { reason: string; count: number }[];
    newest: RejectedRecord[];
  } | null;
}

/** What is known of the system around the alerts. */
export type Health = ReturnType<typeof createHealth>;

export function createHealth({ notReady, latencies, job, rejected }: HealthParts) {
  return {
    line: (): HealthLine => ({
      job: job?.health()?.state ?? null,
      latencyMs: latencies.percentile(50) ?? null,
      rejected: rejected?.log.count() ?? null,
    }),
    answer: (nowMs: number): HealthAnswer => ({
      atMs: nowMs,
      notReady: notReady() ?? null,
      job: job?.health() ?? null,
      latency: {
        count: latencies.count(),
        p50Ms: latencies.percentile(50) ?? null,
        p99Ms: latencies.percentile(99) ?? null,
      },
      rejected:
        rejected === undefined
          ? null
          : {
              topic: rejected.topic,
              notReady: rejected.reader.notReady() ?? null,
              count: rejected.log.count(),
              reasons: rejected.log.reasons(),
              newest: rejected.log.newest(),
            },
    }),
  };
}
