import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./cluster";
import { keepOnce, type Round } from "./keepOnce";
import type { Step } from "./nextStep";
import type { Observed, Wanted } from "./observed";

const LONGEST_PAUSE_MS = 30_000;

export interface Keeping {
  cluster: Cluster;
  wanted: (seen: Observed) => Wanted;
  intervalMs: number;
  /** Hears of each step before it is done, also of one that is the same as before. */
  onStep: (step: Step) => void;
  onRound: (round: Round) => Promise<void> | void;
  onFailure: (error: Error) => void;
  stop: AbortSignal;
}

/**
 * Does one round after the other until `stop`: at once after a step, after `intervalMs` where there was nothing to do or Flink
 * did not answer, and after longer and longer pauses, at most 30 s, where steps fail.
 */
export async function keep({ cluster, wanted, intervalMs, stop, ...listener }: Keeping): Promise<void> {
  let failedSteps = 0;
  while (!stop.aborted) {
    let waitMs = intervalMs;
    let isActing = false;
    try {
      const round = await keepOnce(cluster, wanted, (step) => {
        isActing = step.do === "start" || step.do === "end";
        listener.onStep(step);
      });
      await listener.onRound(round);
      failedSteps = 0;
      if (isActing) waitMs = 0;
    } catch (error) {
      if (isActing) waitMs = Math.min(Math.max(intervalMs, LONGEST_PAUSE_MS), intervalMs * 2 ** failedSteps++);
      listener.onFailure(error as Error);
    }
    await pause(waitMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
