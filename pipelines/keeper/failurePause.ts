import type { Observed } from "./observed";

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;
/** A job that has run for so long had got over what ended the one before it. */
const HEALTHY_MS = 60_000;

/**
 * Why the job is not started again yet: it has failed for good, as often as Flink remembers, and each time the pause is twice
 * as long. Undefined when it is time.
 */
export function failurePause({ jobs, nowMs }: Observed, name: string): string | undefined {
  const attempts = jobs.filter((job) => job.name === name).sort((a, b) => b.startedAtMs - a.startedAtMs);
  let failures = 0;
  for (const { failed, startedAtMs, endedAtMs = nowMs } of attempts) {
    if (!failed) break;
    failures++;
    if (endedAtMs - startedAtMs >= HEALTHY_MS) break;
  }
  if (failures === 0) return undefined;
  const pauseMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  const leftMs = (attempts[0].endedAtMs ?? nowMs) + pauseMs - nowMs;
  // A clock that is behind Flink's must not make it longer.
  if (leftMs <= 0 || leftMs > pauseMs) return undefined;
  return `${name} has failed for good (${failures} times, the last: ${attempts[0].failure ?? "Flink gives no reason"}); it is started again in at most ${pauseMs / 1000} s`;
}
