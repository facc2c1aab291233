import { pathToFileURL } from "node:url";
import {
  clusterSetting,
  type FlinkJob,
  hasEnded,
  jobConfiguration,
  jobState,
  lastFailure,
  listJobs,
} from "../../beam/flink/rest/flinkJobs";
import type { FlinkRest } from "../../beam/flink/rest/flinkRest";
import { statesOfJobs } from "../../beam/flink/rest/statesOfJobs";
import { localPath, type SavedState } from "../../beam/flink/state/savedStates";
import type { StateReader } from "../../beam/flink/state/stateReader";
import type { StateStamp } from "../../beam/flink/state/stateStamp";
import type { KeeperSettings } from "./keeperOptions";
import type { Marks, Observed, ObservedJob, ObservedState, Phase } from "./observed";

/** States of a folder that are looked into at most, the newest first: others write there too. */
const MOST_READ = 100;
const AT_ONCE = 8;

/** How the runtime jar says that a state is of other options. */
const REFUSED = "StateDoesNotFit";

/** What Flink, and the folders of its checkpoints and savepoints as far as `reader` can read them, tell of our jobs. */
export async function observeFlink(flink: FlinkRest, settings: KeeperSettings, reader: StateReader): Promise<Observed> {
  const ours = (await listJobs(flink)).filter(({ name }) => isOurs(name, settings.jobName));
  const jobs = await Promise.all(ours.map((job) => observeJob(flink, job)));
  const isAlive = jobs.some(({ phase }) => phase !== "ended");
  return { nowMs: Date.now(), jobs, states: isAlive ? [] : await observeStates(flink, settings, reader, jobs) };
}

/** Whether a job was started by a keeper of `jobName`: `fraud-detection-0123abcd`. */
export function isOurs(name: string, jobName: string): boolean {
  return name.startsWith(`${jobName}-`) && /^[0-9a-f]{8}$/.test(name.slice(jobName.length + 1));
}

async function observeJob(
  flink: FlinkRest,
  { id, name, state, startedAtMs, endedAtMs }: FlinkJob,
): Promise<ObservedJob> {
  const { stateStamp, savepointPath: from } = await jobConfiguration(flink, id);
  const phase = phaseOf(hasEnded(state) ? state : await jobState(flink, id));
  const failed = state === "FAILED";
  const failure = failed || phase === "starting" ? await lastFailure(flink, id) : undefined;
  const marks = marksOf(stateStamp === undefined ? undefined : (JSON.parse(stateStamp) as StateStamp));
  return { ...marks, id, name, phase, failed, failure, startedAtMs, endedAtMs, from };
}

function phaseOf(state: string): Phase {
  if (hasEnded(state)) return "ended";
  if (state === "CANCELLING" || state === "FAILING") return "ending";
  return state === "RUNNING" ? "running" : "starting";
}

async function observeStates(
  flink: FlinkRest,
  settings: KeeperSettings,
  reader: StateReader,
  jobs: ObservedJob[],
): Promise<ObservedState[]> {
  const found = new Map<string, ObservedState>();
  const add = (state: ObservedState) => {
    const url = oneSpelling(state.url);
    if ((found.get(url)?.savedAtMs ?? 0) < state.savedAtMs) found.set(url, { ...state, url });
  };
  // One that was refused its state has left no other, and says of that one what is not so.
  const sound = jobs.filter(({ failure }) => !failure?.includes(REFUSED));
  for (const { url, jobId, savedAtMs } of await statesOfJobs(flink, sound)) {
    const job = jobs.find(({ id }) => id === jobId);
    if (job !== undefined) add({ url, savedAtMs, name: job.name, ...marksOf(job) });
  }
  for (const folder of await folders(flink, settings)) {
    const newest = (await reader.saved(folder)).slice(0, MOST_READ);
    for (let read = 0; read < newest.length; read += AT_ONCE) {
      for (const state of await Promise.all(newest.slice(read, read + AT_ONCE).map(withStamp(reader)))) {
        const { stamp, url, savedAtMs } = state;
        if (stamp && isOurs(stamp.job, settings.jobName)) add({ url, savedAtMs, name: stamp.job, ...marksOf(stamp) });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.savedAtMs - a.savedAtMs);
}

/** Flink writes `file:/state`, others `file:///state`: of two clocks that disagree by a moment, none may decide what a state is called. */
function oneSpelling(url: string): string {
  const path = localPath(url);
  return path === undefined ? url : pathToFileURL(path).href;
}

function withStamp(reader: StateReader) {
  return async (state: SavedState) => ({ ...state, stamp: await reader.stamp(state.url) });
}

/** Where states may lie, each folder once. */
async function folders(flink: FlinkRest, { checkpointDir, savepointDir }: KeeperSettings): Promise<Set<string>> {
  const named = [
    checkpointDir,
    savepointDir,
    await clusterSetting(flink, "state.checkpoints.dir", "execution.checkpointing.dir"),
    await clusterSetting(flink, "state.savepoints.dir", "execution.checkpointing.savepoint-dir"),
  ];
  return new Set(named.flatMap((url) => (url === undefined ? [] : oneSpelling(url.replace(/\/+$/, "")))));
}

function marksOf(known?: Partial<Marks>): Marks {
  const { options, origin, generation = 0 } = known ?? {};
  return { options, origin, generation };
}
