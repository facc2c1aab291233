import { misfit } from "../../beam/flink/state/stateStamp";
import { failurePause } from "./failurePause";
import type { Marks, Observed, ObservedJob, ObservedState, Wanted } from "./observed";

/** The one thing to do now. `because` is for people; what needs time is looked at again. */
export type Step = { because: string } & (
  | { do: "nothing" }
  | { do: "wait" }
  /** It is a newer configuration's turn, or a person's. */
  | { do: "stand-back" }
  | { do: "end"; job: ObservedJob; how: "savepoint" | "cancel"; follows: "wanted" | "nothing" }
  | { do: "start"; from?: string; origin?: string }
);

/**
 * What brings the jobs that are observed nearer to the one that is wanted. Two keepers that see the same never want the opposite:
 * jobs have one order, in which the last one stays. Of configurations the newest has its way.
 */
export function nextStep(observed: Observed, wanted: Wanted): Step {
  const newer = [...observed.jobs, ...observed.states].find(
    (other) => other.generation > wanted.generation && !isWanted(other, wanted),
  );
  if (newer !== undefined) {
    return { do: "stand-back", because: `a keeper with a newer configuration wants ${newer.name}` };
  }
  const alive = observed.jobs.filter(({ phase }) => phase !== "ended").sort(byRank);
  const ending = alive.find(({ phase }) => phase === "ending");
  if (ending !== undefined) return { do: "wait", because: `${said(ending)} is ending` };
  const last = alive.at(-1);
  if (last === undefined) return startAgain(observed, wanted);
  if (alive.length > 1) {
    return {
      do: "end",
      job: alive[0],
      how: "cancel",
      follows: "nothing",
      because: `${said(alive[0])} ends: ${said(last)} is there as well`,
    };
  }
  return isWanted(last, wanted) ? leave(last) : replace(last, wanted);
}

function leave(job: ObservedJob): Step {
  if (job.phase === "running") return { do: "nothing", because: `${said(job)} runs` };
  const reason = job.failure === undefined ? "" : `: ${job.failure}`;
  return { do: "wait", because: `${said(job)} is on its way up${reason}` };
}

function replace(job: ObservedJob, wanted: Wanted): Step {
  const fromSavepoint = isNewOrigin(job, wanted);
  const reason = fromSavepoint ? undefined : otherMeaning(job, wanted);
  if (reason !== undefined && wanted.otherState === "refuse") {
    return { do: "stand-back", because: `${said(job)} goes on: ${refusal(reason)}` };
  }
  const because = fromSavepoint
    ? `${said(job)} makes way for a job from ${wanted.fromSavepoint}`
    : `${said(job)} makes way for ${wanted.name}: other options, code or secrets`;
  // One that does not run cannot write a savepoint, and has done nothing that counts since its last checkpoint.
  const how = job.phase === "running" ? "savepoint" : "cancel";
  return { do: "end", job, how, follows: "wanted", because };
}

function startAgain(observed: Observed, wanted: Wanted): Step {
  const pause = failurePause(observed, wanted.name);
  if (pause !== undefined) return { do: "wait", because: pause };
  const newest: ObservedState | undefined = observed.states[0];
  if (isNewOrigin(newest, wanted)) {
    const from = wanted.fromSavepoint;
    return { do: "start", from, origin: from, because: `no job has started from ${from} yet` };
  }
  if (newest === undefined) return { do: "start", because: "no job runs and there is no state of one" };
  const reason = otherMeaning(newest, wanted);
  if (reason === undefined) return startFrom(newest, `no job runs; the newest state is ${newest.url}`);
  if (wanted.otherState === "refuse") return { do: "stand-back", because: `${newest.url}: ${refusal(reason)}` };
  const fitting = observed.states.find((state) => otherMeaning(state, wanted) === undefined);
  if (fitting === undefined) return { do: "start", because: `no job runs; ${newest.url} is left out: ${reason}` };
  return startFrom(fitting, `no job runs; ${fitting.url} is the newest state that fits: in ${newest.url} ${reason}`);
}

function startFrom({ url, origin }: ObservedState, because: string): Step {
  return { do: "start", from: url, origin, because };
}

/** Whether a job or state is of the wanted job. */
function isWanted(other: Marks & { name: string }, wanted: Wanted): boolean {
  return other.name === wanted.name && !isNewOrigin(other, wanted);
}

function isNewOrigin(other: Marks | undefined, { fromSavepoint }: Wanted): boolean {
  return fromSavepoint !== undefined && other?.origin !== fromSavepoint;
}

function otherMeaning({ options }: Marks, wanted: Wanted): string | undefined {
  return options && misfit({ job: "", options }, { job: "", options: wanted.options });
}

function refusal(reason: string): string {
  return `${reason}; --other-state ignore starts without it`;
}

/** Who stays is last: the newest configuration, then the job that was started last. */
function byRank(a: ObservedJob, b: ObservedJob): number {
  return a.generation - b.generation || a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1);
}

function said({ name, id }: ObservedJob): string {
  return `${name} (${id})`;
}
