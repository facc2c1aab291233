import type { JobSeen, LookAtJob } from "./jobWatch";

const TIMEOUT_MS = 10_000;
const MAX_CHARACTERS = 300;
const ENDED = ["FAILED", "CANCELED", "FINISHED"];

interface Job {
  jid: string;
  name: string;
  state: string;
}

interface Checkpoints {
  latest?: { completed?: { latest_ack_timestamp?: number } | null };
}

/** By Flink's REST API at `url`: the job of that name, or whose name goes on behind it with a `-`. */
export function askFlink(url: string, jobName: string, get = fetchText): LookAtJob {
  return async () => {
    let jobs: Job[];
    try {
      ({ jobs } = JSON.parse((await get(`${url}/jobs/overview`)).text) as { jobs: Job[] });
    } catch {
      return { state: "unreachable" };
    }
    const alive = jobs.filter(
      ({ name, state }) => (name === jobName || name.startsWith(`${jobName}-`)) && !ENDED.includes(state),
    );
    const job = alive.find(({ state }) => state === "RUNNING") ?? alive[0];
    if (job === undefined) return { state: "none" };
    return { state: job.state === "RUNNING" ? "running" : "changing", name: job.name, ...(await checkpointOf(job)) };
  };

  async function checkpointOf({ jid }: Job): Promise<Pick<JobSeen, "checkpointMs">> {
    try {
      const { latest } = JSON.parse((await get(`${url}/jobs/${jid}/checkpoints`)).text) as Checkpoints;
      return { checkpointMs: latest?.completed?.latest_ack_timestamp };
    } catch {
      return {};
    }
  }
}

/** By the health of a keeper at `url`, which knows more: what is wanted, and why it is not so. */
export function askKeeper(url: string, now: () => number = Date.now, get = fetchText): LookAtJob {
  return async () => {
    try {
      const [ready, metrics] = await Promise.all([get(`${url}/readyz`), get(`${url}/metrics`)]);
      const name = /^fraud_keeper_job_info\{.*?\brunning="([^"]*)"/m.exec(metrics.text)?.[1] || undefined;
      const age = /^fraud_keeper_checkpoint_age_seconds ([\d.e+-]+)$/m.exec(metrics.text)?.[1];
      const checkpointMs = age === undefined ? undefined : Math.round(now() - Number(age) * 1_000);
      if (ready.isOk) return { state: "running", name, checkpointMs };
      const because = ready.text
        .replace(/^not ready: /, "")
        .trim()
        .slice(0, MAX_CHARACTERS);
      return { state: name === undefined ? "none" : "changing", name, checkpointMs, because };
    } catch {
      return { state: "unreachable" };
    }
  };
}

async function fetchText(url: string): Promise<{ isOk: boolean; text: string }> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  return { isOk: answer.ok, text: await answer.text() };
}
