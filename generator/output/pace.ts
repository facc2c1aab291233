/** Time as the generator sees it; tests give their own. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after `ms`, or at once when `stop` does. */
  sleep(ms: number, stop: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, stop) =>
    new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        stop.removeEventListener("abort", done);
        resolve();
      };
      // A day at a time: a timer takes no more than 24.8 days.
      const timer = setTimeout(done, Math.min(ms, 86_400_000));
      stop.addEventListener("abort", done);
    }),
};

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

/** Ties simulated time to the clock. Absolute, so that a hold-up is made up for and no rounding piles up. */
export function createPace({ clock, startMs, speed }: PaceSettings): Pace {
  const begunMs = clock.now();
  return { waitMs: (dueMs) => begunMs + (dueMs - startMs) / speed - clock.now() };
}
