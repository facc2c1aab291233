import type { Clock } from "./clock";

export interface Pace {
  /** How long a line of this simulated time has still to wait, in ms; below 0 where it is behind. */
  waitMs(dueMs: number): number;
}

export interface PaceSettings {
  clock: Clock;
  /** Simulated time of the beginning, which is now. */
  startMs: number;
  /** Simulated ms per ms; Infinity never waits. */
  speed: number;
}

/**
 * Ties simulated time to the time that passes, whatever becomes of the wall clock. Absolute, so that a hold-up is made
 * up for and no rounding piles up.
 */
export function createPace({ clock, startMs, speed }: PaceSettings): Pace {
  const begunMs = clock.elapsed();
  return { waitMs: (dueMs) => begunMs + (dueMs - startMs) / speed - clock.elapsed() };
}
