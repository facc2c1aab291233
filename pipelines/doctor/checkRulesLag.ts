import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { type Finding, findingsAbout } from "./finding";
import { type RunningJob, runningJobs } from "./runningJobs";

const about = findingsAbout("rules");

/** Flink's gauge of each reader of payments, after the name of its step. */
const GAUGE = /\.rulesLagMs$/;

/** Above this payments wait; the look itself takes some hundred ms. */
const WAITS_MS = 10_000;

/** Whether jobs that take their rules from a topic know them up to now. None for others, or when Flink does not answer. */
export async function checkRulesLag(flink: FlinkRest): Promise<Finding[]> {
  const jobs = (await runningJobs(flink)) ?? [];
  const lags = await Promise.all(jobs.map((job) => askLag(flink, job).catch(() => undefined)));
  return lags.flatMap((lagMs, i) => (lagMs === undefined ? [] : [judgeRulesLag(jobs[i], lagMs)]));
}

/** That of the reader that is furthest behind, ms. */
async function askLag(flink: FlinkRest, { jid }: RunningJob): Promise<number | undefined> {
  const { vertices } = await flink.get<{ vertices: { id: string; name: string }[] }>(`/jobs/${jid}`);
  const sources = vertices.filter(({ name }) => name.startsWith("Source:"));
  const found = await Promise.all(
    sources.map(async ({ id }) => {
      const path = `/jobs/${jid}/vertices/${id}/subtasks/metrics`;
      const names = (await flink.get<{ id: string }[]>(path))
        .map((metric) => metric.id)
        .filter((name) => GAUGE.test(name));
      if (names.length === 0) return [];
      return flink.get<{ max: number }[]>(`${path}?get=${names.map(encodeURIComponent).join(",")}&agg=max`);
    }),
  );
  const lags = found.flat().map(({ max }) => Number(max));
  return lags.length === 0 ? undefined : Math.max(...lags);
}

/** The finding for one running job. */
export function judgeRulesLag({ jid, name }: Pick<RunningJob, "jid" | "name">, lagMs: number): Finding {
  const job = `${name} (${jid})`;
  if (lagMs <= WAITS_MS) return about.ok(`${job} knows them up to now: ${Math.round(lagMs)} ms behind the clock`);
  const behind = lagMs < DAY_MS ? `are ${Math.round(lagMs / 1_000)} s behind the clock` : "have not been read yet";
  return about.fail(
    `${job}: payments wait, since its rules ${behind}`,
    "see what is said of the topic of rules above, and the TaskManager's log",
  );
}

/** Before the first look rules are as old as the clock itself. */
const DAY_MS = 86_400_000;
