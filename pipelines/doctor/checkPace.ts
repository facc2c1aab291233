import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { type Finding, findingsAbout } from "./finding";
import { type RunningJob, runningJobs } from "./runningJobs";

const about = findingsAbout("pace");

/** How much one step of a job has to do. */
export interface StepPace {
  name: string;
  instances: number;
  /** Time that its busiest instance spends at work, ms of a second; undefined until Flink has measured it. */
  busyMsPerSecond?: number;
}

export interface JobPace {
  job: string;
  steps: StepPace[];
  freeSlots: number;
}

/** Above this a step has no time left for more, ms of a second. */
const FULL_MS = 900;

/** Which step is the wall of each job that runs, and what would move it. None when Flink does not answer. */
export async function checkPace(flink: FlinkRest): Promise<Finding[]> {
  const jobs = (await runningJobs(flink)) ?? [];
  const paces = await Promise.all(jobs.map((job) => askPace(flink, job).catch(() => undefined)));
  return paces.flatMap((pace) => (pace === undefined ? [] : judgePace(pace)));
}

async function askPace(flink: FlinkRest, { jid, name }: RunningJob): Promise<JobPace> {
  const [{ vertices }, overview] = await Promise.all([
    flink.get<{ vertices: { id: string; name: string; parallelism: number }[] }>(`/jobs/${jid}`),
    flink.get<{ "slots-available": number }>("/overview"),
  ]);
  const steps = vertices.map(async ({ id, name: step, parallelism }): Promise<StepPace> => {
    const path = `/jobs/${jid}/vertices/${id}/subtasks/metrics?get=busyTimeMsPerSecond&agg=max`;
    const [busy] = await flink.get<{ max: number | "NaN" }[]>(path);
    const max = Number(busy?.max);
    return { name: step, instances: parallelism, busyMsPerSecond: Number.isNaN(max) ? undefined : max };
  });
  return { job: `${name} (${jid})`, steps: await Promise.all(steps), freeSlots: overview["slots-available"] };
}

/** The finding about the busiest step; none before Flink has measured any. */
export function judgePace({ job, steps, freeSlots }: JobPace): Finding[] {
  const measured = steps.filter(({ busyMsPerSecond }) => busyMsPerSecond !== undefined);
  const busiest = measured.sort((a, b) => (b.busyMsPerSecond ?? 0) - (a.busyMsPerSecond ?? 0)).at(0);
  if (busiest?.busyMsPerSecond === undefined) return [];
  const { busyMsPerSecond, instances } = busiest;
  const share = `${job}: ${shortName(busiest.name)} is busy ${Math.round(busyMsPerSecond / 10)} % of the time`;
  if (busyMsPerSecond < FULL_MS) return [about.ok(`${share}, and no step more`)];
  return [about.warn(`${share} in ${instances} instance${instances === 1 ? "" : "s"}`, adviceFor(busiest, freeSlots))];
}

function adviceFor({ name }: StepPace, freeSlots: number): string {
  const slots = freeSlots === 0 ? "and slots for it: all are taken" : `${freeSlots} slots are free`;
  if (/writeRecords|Writer/.test(name.slice(0, 40))) return "see whether Kafka's brokers keep up with the alerts";
  const parallelism = `raise --parallelism (${slots})`;
  if (!name.startsWith("Source:")) return `${parallelism}; state on RocksDB is slower than on the heap`;
  return `${parallelism}, at most to the partitions of the topic; where a worker process uses a whole core, --workers-per-task-manager`;
}

/** Flink writes all that is chained together into the name. */
function shortName(name: string): string {
  return name.replace(/^Source: /, "").split(" -> ")[0];
}
