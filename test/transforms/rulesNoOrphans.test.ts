import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import type { Alert } from "../../transforms/alert";
import { payments } from "../rules/payments";
import { fileOf, type RandomRule, randomRules } from "../rules/randomRules";
import { expectedOf } from "../rules/reference";
import { kept } from "./jobModel";
import { expectedIn } from "./ruleAlerts";
import { RulesJob } from "./rulesJob";

const TIMEOUT_MS = 180_000;
const numRuns = Number(process.env.RULES_RUNS ?? 150);
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** What happens between one bundle and the next. */
interface Step {
  /** Payments of the bundle. */
  size: number;
  /** How far the watermark goes on, of the way that it may. */
  advance: number;
  checkpoint: boolean;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 6 }),
    advance: fc.constantFrom(0, 0, 0.5, 0.999),
    checkpoint: fc.boolean(),
  }),
  { minLength: 60, maxLength: 60 },
);

/** Lets payments arrive; the watermark makes none of those to come too late. Gives the last checkpoint. */
function run(job: RulesJob, arrival: Transaction[], steps: Step[], latenessMs: number, crashAt = arrival.length) {
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

function textOf(rules: RandomRule[]): { file: string; text: string; maxEvidence: number } {
  return { file: "rules.yaml", text: fileOf(rules), maxEvidence: 3 };
}

/** What a consumer ends with: the newest of each id, without what is replaced or withdrawn. */
function remaining(alerts: Alert[], seed: number): Alert[] {
  const ranks = new Map(alerts.map((alert, i) => [alert, Math.imul(seed + i + 1, 2_654_435_761) >>> 0]));
  const shuffled = alerts.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  return kept(shuffled).filter(({ withdrawn }) => withdrawn === undefined);
}

const latenessMs = fc.constantFrom(0, 5 * MINUTE_MS, DAY_MS);

test(
  "whatever arrives when, early or late, what remains of each rule is what the reference finds",
  () => {
    fc.assert(
      fc.property(randomRules, payments, steps, latenessMs, fc.nat(), (rules, arrival, steps, latenessMs, seed) => {
        const job = new RulesJob(textOf(rules), latenessMs, true);
        run(job, arrival, steps, latenessMs);
        job.advance(Number.MAX_SAFE_INTEGER / 2);
        const left = remaining(job.alerts, seed);
        expect(left.filter(({ final }) => !final)).toEqual([]);
        expect(expectedIn(left)).toEqual(expectedOf(rules, arrival, 3).found);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "a crash that loses all memory and reads again in another order changes nothing of that",
  () => {
    const crash = fc.record({ at: fc.nat(), order: fc.nat(), stepsAgain: steps });
    fc.assert(
      fc.property(randomRules, payments, steps, latenessMs, crash, (all, arrival, steps, lateMs, crash) => {
        // Sliding windows of an attempt that ended are corrected only where nothing comes late: see docs/rules.md.
        const rules = lateMs === 0 ? all : all.filter(({ window }) => window.kind !== "sliding");
        fc.pre(rules.length > 0);
        const crashed = new RulesJob(textOf(rules), lateMs, true);
        const { state, read } = run(crashed, arrival, steps, lateMs, crash.at % (arrival.length + 1));
        const resumed = new RulesJob(textOf(rules), lateMs, true, state);
        const ranks = (i: number) => Math.imul(crash.order + i + 1, 2_654_435_761) >>> 0;
        const again = arrival.slice(read).map((payment, i) => ({ payment, rank: ranks(i) }));
        const reordered = again.sort((a, b) => a.rank - b.rank).map(({ payment }) => payment);
        run(resumed, reordered, crash.stepsAgain, lateMs);
        resumed.advance(Number.MAX_SAFE_INTEGER / 2);
        const left = remaining([...crashed.alerts, ...resumed.alerts], crash.order);
        expect(left.filter(({ final }) => !final)).toEqual([]);
        expect(expectedIn(left)).toEqual(expectedOf(rules, arrival, 3).found);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);
