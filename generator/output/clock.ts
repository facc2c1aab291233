/** Time as the generator sees it; tests give their own. */
export interface Clock {
  /** Epoch ms of the wall clock, which people and time servers set back and forth. */
  now(): number;
  /** Ms since some moment, at an even pace. */
  elapsed(): number;
  /** Resolves after `ms`, at most 24 days, or at once when `stop` does. */
  sleep(ms: number, stop: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  sleep: (ms, stop) =>
    new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        stop.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      stop.addEventListener("abort", done);
    }),
};

/** Smaller steps are the daily work of time servers. */
const LEAST_JUMP_MS = 1_000;

/** Tells how far the wall clock has been set since now, in ms, below 0 for back; `onJump` gets each step as it is noticed. */
export function createClockWatch(clock: Clock, onJump: (ms: number) => void): () => number {
  const begunMs = clock.now() - clock.elapsed();
  let setMs = 0;
  return () => {
    const stepMs = Math.round(clock.now() - clock.elapsed() - begunMs) - setMs;
    if (Math.abs(stepMs) >= LEAST_JUMP_MS) {
      setMs += stepMs;
      onJump(stepMs);
    }
    return setMs;
  };
}
