import type { Observed } from "./observed";

/**
 * The number of a keeper's configuration: the time it was started, but always above those that were there before, whatever
 * the clocks of two machines say. Of two that run for a moment the one that was started last has its way.
 */
export function generationOf(seen: Observed, startedAtMs: number): number {
  const before = [
    ...seen.jobs.filter((job) => job.startedAtMs < startedAtMs),
    ...seen.states.filter((state) => state.savedAtMs < startedAtMs),
  ];
  return Math.max(startedAtMs, ...before.map(({ generation }) => generation + 1));
}
