import { setTimeout as pause } from "node:timers/promises";

/** `changing`: it is being started or replaced, or is not the one that is wanted. */
export type JobState = "running" | "changing" | "none" | "unreachable";

/** What was found out about the job. */
export interface JobSeen {
  state: JobState;
  /** Its name in Flink. */
  name?: string;
  /** When its newest checkpoint was complete, epoch ms. */
  checkpointMs?: number;
  /** Why it is not as it should be. */
  because?: string;
}

export interface JobHealth extends JobSeen {
  /** Since when the state has been so, epoch ms. */
  sinceMs: number;
}

/** Asks for the job's state once; never rejects. */
export type LookAtJob = () => Promise<JobSeen>;

const EVERY_MS = 5_000;

/** Looks now and then whether the job runs. */
export function createJobWatch(look: LookAtJob, now: () => number = Date.now) {
  let health: JobHealth | undefined;

  async function lookOnce(): Promise<void> {
    const seen = await look();
    health = { ...seen, sinceMs: health?.state === seen.state ? health.sinceMs : now() };
  }

  return {
    lookOnce,
    async run(stop: AbortSignal): Promise<void> {
      while (!stop.aborted) {
        await lookOnce();
        await pause(EVERY_MS, undefined, { signal: stop, ref: false }).catch(() => {});
      }
    },
    /** Undefined until it has been looked once. */
    health: () => health,
  };
}

export type JobWatch = ReturnType<typeof createJobWatch>;
