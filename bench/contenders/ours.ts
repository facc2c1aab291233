import { formatDuration } from "../../config/values";
import { formatCents } from "../../payment/money";
import { submit } from "../../test/live/support/job";
import { type Cluster, FLINK, partsIn } from "./cluster";
import type { Contender, Job } from "./contender";
import { flinkJob } from "./flinkJob";

/** This project's pipeline, as `npm run submit` starts it; `flags` are more of its options. */
export function createOurs(cluster: Cluster, { name, title, flags }: OursSettings): Contender {
  return {
    name,
    title,
    prepare: async () => undefined,
    async start(job) {
      const id = await submit(cluster.settings, job.topics, [...flagsOf(job), ...flags]);
      return flinkJob(cluster.flink, id);
    },
    processes: () => partsIn(cluster, [...FLINK, ["job-server", "jobManager"], ["worker-pool", "workers"]]),
    close: async () => undefined,
  };
}

export interface OursSettings {
  name: string;
  title: string;
  flags: string[];
}

function flagsOf({ name, rule, parallelism, checkpointIntervalMs, stateBackend }: Job): string[] {
  return [
    ...["--group", name, "--job-name", name],
    ...["--gap", formatDuration(rule.gapMs), "--threshold", formatCents(rule.thresholdCents)],
    ...["--allowed-lateness", formatDuration(rule.allowedLatenessMs), "--max-evidence", String(rule.maxEvidence)],
    ...["--parallelism", String(parallelism), "--checkpoint-interval", formatDuration(checkpointIntervalMs)],
    ...(stateBackend === undefined ? [] : ["--state-backend", stateBackend]),
  ];
}
