import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { type Finding, findingsAbout } from "./finding";
import { type RunningJob, runningJobs } from "./runningJobs";

const about = findingsAbout("checkpoints");

/** What Flink's REST says about the checkpoints of a job. */
export interface CheckpointState {
  job: string;
  /** Undefined when checkpointing is off. */
  intervalMs?: number;
  exactlyOnce: boolean;
  retained: boolean;
  /** Whether they lie in the JobManager's memory only. */
  inMemory: boolean;
  completed: number;
  failed: number;
  runningForMs: number;
  /** Beam's option of this name; undefined for a job that is not Beam's. */
  finishBundleBeforeCheckpointing?: boolean;
}

/** Whether the jobs that run can be started again from where they were. None when Flink does not answer. */
export async function checkCheckpoints(flink: FlinkRest): Promise<Finding[]> {
  const running = await runningJobs(flink);
  if (running === undefined) return [];
  if (running.length === 0) return [about.ok("no job runs")];
  return Promise.all(running.map(async (job) => judgeCheckpoints(await askJob(flink, job))));
}

interface CheckpointConfig {
  mode: string;
  interval: number;
  externalization: { enabled: boolean; delete_on_cancellation: boolean };
  checkpoint_storage: string;
}

interface JobConfig {
  "execution-config"?: { "user-config"?: Record<string, string> };
}

async function askJob(flink: FlinkRest, { jid, name, duration }: RunningJob): Promise<CheckpointState> {
  // Flink answers with 404 where checkpointing is off.
  const config = await flink.get<CheckpointConfig>(`/jobs/${jid}/checkpoints/config`).catch(() => undefined);
  const { counts } = await flink
    .get<{ counts: { completed: number; failed: number } }>(`/jobs/${jid}/checkpoints`)
    .catch(() => ({ counts: { completed: 0, failed: 0 } }));
  const { "execution-config": execution } = await flink
    .get<JobConfig>(`/jobs/${jid}/config`)
    .catch(() => ({}) as JobConfig);
  const finishBundle = execution?.["user-config"]?.finishBundleBeforeCheckpointing;
  return {
    finishBundleBeforeCheckpointing: finishBundle === undefined ? undefined : finishBundle === "true",
    job: `${name} (${jid})`,
    intervalMs: config !== undefined && config.interval <= LONGEST_INTERVAL_MS ? config.interval : undefined,
    exactlyOnce: config?.mode === "exactly_once",
    retained: config?.externalization.enabled === true && !config.externalization.delete_on_cancellation,
    inMemory: /JobManager|Memory/.test(config?.checkpoint_storage ?? ""),
    completed: counts.completed,
    failed: counts.failed,
    runningForMs: duration,
  };
}

/** Flink writes "never" as the greatest number it has. */
const LONGEST_INTERVAL_MS = 7 * 24 * 3_600_000;

/** The finding for one running job. */
export function judgeCheckpoints(state: CheckpointState): Finding {
  const { job, intervalMs, completed, failed } = state;
  if (intervalMs === undefined) {
    return about.fail(`${job} takes none`, "a crash loses its sessions; submit it with --checkpoint-interval 10s");
  }
  const every = `${job} takes one every ${intervalMs / 1_000} s`;
  if (!state.exactlyOnce) return about.fail(`${every}, at least once`, "sums would count twice; use exactly once");
  if (state.finishBundleBeforeCheckpointing === false) {
    return about.fail(
      `${every} without finishBundleBeforeCheckpointing`,
      "watermarks overtake what a checkpoint holds back and sums come out wrong; set it",
    );
  }
  if (state.inMemory) {
    return about.warn(`${every}, in the JobManager's memory`, "they are lost with it; set state.checkpoints.dir");
  }
  if (completed === 0 && state.runningForMs > 3 * intervalMs + 60_000) {
    return about.fail(
      `${every}, and none succeeded yet (${failed} failed)`,
      "see the job's exceptions in Flink's web UI",
    );
  }
  if (failed > completed) {
    return about.warn(
      `${every}, ${completed} succeeded and ${failed} failed`,
      "see the job's checkpoints in the web UI",
    );
  }
  if (!state.retained) {
    return about.warn(
      `${every}, deleted when it is cancelled`,
      "set execution.checkpointing.externalized-checkpoint-retention to RETAIN_ON_CANCELLATION",
    );
  }
  return about.ok(`${every}, ${completed} succeeded, kept after cancellation`);
}
