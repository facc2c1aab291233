import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatDuration } from "../../config/values";
import { formatCents } from "../../payment/money";
import { submit } from "../../test/live/support/job";
import { rulesFileOf } from "../workloads/viewRules";
import type { WrittenAs } from "../workloads/writtenAs";
import { type Cluster, FLINK, partsIn } from "./cluster";
import type { Contender, Job } from "./contender";
import { flinkJob } from "./flinkJob";

/** This project's pipeline, as `npm run submit` starts it; `flags` are more of its options. */
export function createOurs(cluster: Cluster, { name, title, reads, flags, rules }: OursSettings): Contender {
  return {
    name,
    title,
    reads,
    takesViews: true,
    prepare: async () => undefined,
    async start(job) {
      const folder = mkdtempSync(join(tmpdir(), "bench-rules-"));
      try {
        const given = [...flagsOf(job), ...ruleFlags(job, rules, folder), ...flags];
        return await flinkJob(cluster.flink, await submit(cluster.settings, job.topics, given));
      } finally {
        // The job has the text of its rules in itself.
        rmSync(folder, { recursive: true });
      }
    },
    processes: () => partsIn(cluster, [...FLINK, ["job-server", "jobManager"], ["worker-pool", "workers"]]),
    close: async () => undefined,
  };
}

export interface OursSettings {
  name: string;
  title: string;
  /** What it reads the payments in, where it is not lines. */
  reads?: WrittenAs;
  flags: readonly string[];
  /** A file's text, in place of the rule or the views of the job. */
  rules?: string;
}

function flagsOf({ name, rule, parallelism, checkpointIntervalMs, stateBackend }: Job): string[] {
  return [
    ...["--group", name, "--job-name", name],
    ...["--allowed-lateness", formatDuration(rule.allowedLatenessMs), "--max-evidence", String(rule.maxEvidence)],
    ...["--parallelism", String(parallelism), "--checkpoint-interval", formatDuration(checkpointIntervalMs)],
    ...(stateBackend === undefined ? [] : ["--state-backend", stateBackend]),
  ];
}

function ruleFlags({ rule, views }: Job, rules: string | undefined, folder: string): string[] {
  const text = rules ?? (views && rulesFileOf(views, rule.gapMs));
  if (text === undefined) return ["--gap", formatDuration(rule.gapMs), "--threshold", formatCents(rule.thresholdCents)];
  const file = join(folder, "rules.yaml");
  writeFileSync(file, text);
  return ["--rules", file];
}
