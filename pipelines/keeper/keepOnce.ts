import type { Cluster } from "./cluster";
import { nextStep, type Step } from "./nextStep";
import type { Observed, Wanted } from "./observed";

/** What one round saw and did. */
export interface Round {
  observed: Observed;
  step: Step;
}

/**
 * Looks, decides, and does the one thing that was decided, after `say` has told of it. Nothing is ended for a job that is
 * known to be refused, and none is started beside one that has come up in the meantime. Rejects with what went wrong; the
 * next round sees what is so.
 */
export async function keepOnce(
  cluster: Cluster,
  wanted: (seen: Observed) => Wanted,
  say: (step: Step) => void,
): Promise<Round> {
  const observed = await cluster.observe();
  const target = wanted(observed);
  const step = nextStep(observed, target);
  say(step);
  if (step.do === "end") {
    if (step.follows === "wanted") await cluster.check(target, target.fromSavepoint);
    await cluster.end(step.job, step.how);
  }
  if (step.do === "start") {
    await cluster.check(target, step.from);
    const again = nextStep(await cluster.observe(), target);
    if (again.do === "start") await cluster.start(target, again.from, again.origin);
  }
  return { observed, step };
}
