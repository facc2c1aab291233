import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import type { Alert } from "../../transforms/alert";
import { kept } from "./jobModel";
import type { RulesJob } from "./rulesJob";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** What happens between one bundle and the next. */
export interface Step {
  /** Payments of the bundle. */
  size: number;
  /** How far the watermark goes on, of the way that it may. */
  advance: number;
  checkpoint: boolean;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 6 }),
    advance: fc.constantFrom(0, 0, 0.5, 0.999),
    checkpoint: fc.boolean(),
  }),
  { minLength: 60, maxLength: 60 },
);

/** Lets payments arrive; the watermark makes none of those to come too late. Gives the last checkpoint. */
export function run(
  job: RulesJob,
  arrival: Transaction[],
  steps: Step[],
  latenessMs: number,
  crashAt = arrival.length,
) {
  let saved = { state: job.checkpoint(), read: 0 };
  let read = 0;
  for (const { size, advance, checkpoint } of steps) {
    if (read >= crashAt) break;
    if (checkpoint) saved = { state: job.checkpoint(), read };
    const limitMs = Math.min(...arrival.slice(read).map(({ timestampMs }) => timestampMs)) + latenessMs;
    const fromMs = Math.max(job.watermarkMs, Math.min(...arrival.map(({ timestampMs }) => timestampMs)) - 1);
    if (limitMs > fromMs) job.advance(Math.floor(fromMs + (limitMs - fromMs) * advance));
    job.bundle(arrival.slice(read, read + size));
    read += size;
  }
  job.bundle(arrival.slice(read, crashAt));
  return saved;
}

/** What a consumer ends with: the newest of each id, without what is replaced or withdrawn. */
export function remaining(alerts: Alert[], seed: number): Alert[] {
  const ranks = new Map(alerts.map((alert, i) => [alert, Math.imul(seed + i + 1, 2_654_435_761) >>> 0]));
  const shuffled = alerts.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  return kept(shuffled).filter(({ withdrawn }) => withdrawn === undefined);
}

export const latenessMs = fc.constantFrom(0, 5 * MINUTE_MS, DAY_MS);
