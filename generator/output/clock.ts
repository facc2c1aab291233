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

/** A look at the wall clock: where it has been set since the one before, `onJump` gets by how many ms, below 0 for back. */
export function createClockWatch(clock: Clock, onJump: (ms: number) => void): () => void {
  const begunMs = clock.now() - clock.elapsed();
  let setMs = 0;
  return () => {
    const stepMs = Math.round(clock.now() - clock.elapsed() - begunMs) - setMs;
    if (Math.abs(stepMs) < LEAST_JUMP_MS) return;
    setMs += stepMs;
    onJump(stepMs);
  };
}
