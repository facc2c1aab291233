import { setTimeout as pause } from "node:timers/promises";

/** `starting`: Flink has it, and it judges nothing yet or not now. */
export type JobState = "running" | "starting" | "none" | "unreachable";

export interface JobHealth {
  state: JobState;
  /** Since when it has been so, epoch ms. */
  sinceMs: number;
  /** Its name in Flink. */
  name?: string;
  /** When its newest checkpoint was complete, epoch ms. */
  checkpointMs?: number;
}

export interface JobWatchParts {
  /** Of Flink's REST API. */
  url: string;
  /** The job's name, or its beginning before a `-`. */
  jobName: string;
  everyMs?: number;
  now?: () => number;
  /** Of tests. */
  ask?: (url: string) => Promise<unknown>;
}

interface Job {
  jid: string;
  name: string;
  state: string;
}

const EVERY_MS = 5_000;
const TIMEOUT_MS = 10_000;
const ENDED = ["FAILED", "CANCELED", "FINISHED"];

/** Asks Flink now and then whether the job runs. */
export function createJobWatch({ url, jobName, everyMs = EVERY_MS, now = Date.now, ask = askJson }: JobWatchParts) {
  let health: JobHealth | undefined;

  async function look(): Promise<Omit<JobHealth, "sinceMs">> {
    let jobs: Job[];
    try {
      ({ jobs } = (await ask(`${url}/jobs/overview`)) as { jobs: Job[] });
    } catch {
      return { state: "unreachable" };
    }
    const alive = jobs.filter(
      ({ name, state }) => (name === jobName || name.startsWith(`${jobName}-`)) && !ENDED.includes(state),
    );
    const job = alive.find(({ state }) => state === "RUNNING") ?? alive[0];
    if (job === undefined) return { state: "none" };
    const state = job.state === "RUNNING" ? "running" : "starting";
    return { state, name: job.name, ...(await checkpointOf(job)) };
  }

  async function checkpointOf({ jid }: Job): Promise<Pick<JobHealth, "checkpointMs">> {
    try {
      const { latest } = (await ask(`${url}/jobs/${jid}/checkpoints`)) as {
        latest?: { completed?: { latest_ack_timestamp?: number } | null };
      };
      const checkpointMs = latest?.completed?.latest_ack_timestamp;
      return checkpointMs === undefined ? {} : { checkpointMs };
    } catch {
      return {};
    }
  }

  async function lookOnce(): Promise<void> {
    const found = await look();
    health = { ...found, sinceMs: health?.state === found.state ? health.sinceMs : now() };
  }

  return {
    lookOnce,
    async run(stop: AbortSignal): Promise<void> {
      while (!stop.aborted) {
        await lookOnce();
        await pause(everyMs, undefined, { signal: stop, ref: false }).catch(() => {});
      }
    },
    /** Undefined until Flink has been asked. */
    health: () => health,
  };
}

export type JobWatch = ReturnType<typeof createJobWatch>;

async function askJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}
