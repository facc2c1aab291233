import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import type { DetectionSettings } from "../../pipelines/oneRule";
import type { SessionLimits } from "../../rules/windows/sessionSlots";
import { type Alert, GROUPINGS } from "../../transforms/alert";
import type { AlertRule } from "../../transforms/makeAlert";
import { sessionWindow, settings } from "../pipelines/detection";
import { expectedFindings, findingsOf } from "../pipelines/reference";
import { JobModel, kept, type SessionOfKey } from "./jobModel";
import { GAP_MS, START_MS } from "./payments";

const payment = (gaps: number, ...targets: string[]): fc.Arbitrary<Transaction> =>
  fc.record({
    timestampMs: fc
      .tuple(fc.integer({ min: 0, max: 3 * gaps }), fc.constantFrom(-1, 0, 1, 100_000))
      .map(([thirds, ms]) => START_MS + thirds * (GAP_MS / 3) + ms),
    amountCents: fc.constantFrom(260_000, 600_000, 1_000_001),
    origin: fc.constantFrom("a", "bb"),
    target: fc.constantFrom(...targets),
  });

const detection = fc
  .record({
    grouping: fc.constantFrom(...GROUPINGS),
    window: fc.constantFrom(0, GAP_MS, 2.5 * GAP_MS, 7 * GAP_MS).map((max) => sessionWindow(max)),
    maxEvidence: fc.constantFrom(1, 100),
  })
  .map(settings);

const latenessMs = fc.constantFrom(0, GAP_MS / 2, GAP_MS, 20 * GAP_MS);

/** What happens between one payment and the next. */
interface Step {
  /** How far the watermark goes on, of the way that it may. */
  advance: number;
  /** The memory of the instances that warn is lost. */
  forget: boolean;
  /** How much they may remember from then on. */
  maxBytes: number | undefined;
  checkpoint: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  advance: fc.constantFrom(0, 0, 0.5, 0.999),
  forget: fc.constantFrom(false, false, true),
  maxBytes: fc.constantFrom(undefined, 500),
  checkpoint: fc.boolean(),
});

/** Payments as they arrive, and the order in which they are read again after a crash at one of them. */
const arrivals = fc.array(payment(10, "x", "y"), { minLength: 1, maxLength: 25 }).chain((all) => {
  const size = { minLength: all.length, maxLength: all.length };
  return fc.record({
    all: fc.constant(all),
    ranks: fc.array(fc.nat({ max: 1_000 }), size),
    steps: fc.array(step, size),
    stepsAgain: fc.array(step, size),
    crashAt: fc.integer({ min: 0, max: all.length }),
  });
});

function ruleOf({ grouping, window, thresholdCents, maxEvidence, windowText }: DetectionSettings): AlertRule {
  return { grouping, thresholdCents, maxEvidence, windowText, sessions: window };
}

/** Lets payments arrive, up to the crash. The watermark never makes one of those to come too late. Gives the last checkpoint. */
function run(job: JobModel, payments: Transaction[], steps: Step[], allowedLatenessMs: number, crashAt?: number) {
  let saved = { state: job.checkpoint(), read: 0 };
  payments.slice(0, crashAt).forEach((next, i) => {
    const { advance, forget, maxBytes, checkpoint } = steps[i];
    if (forget) job.forgetWarnings(1 + (i % 2), maxBytes);
    if (checkpoint) saved = { state: job.checkpoint(), read: i };
    const limitMs = Math.min(...payments.slice(i).map(({ timestampMs }) => timestampMs)) + allowedLatenessMs;
    const fromMs = Math.max(job.watermarkMs, START_MS - GAP_MS);
    if (limitMs > fromMs) job.advance(Math.floor(fromMs + (limitMs - fromMs) * advance));
    job.arrive(next);
  });
  return saved;
}

test("whatever arrives when, through a crash and lost memory, one alert of each session remains, the reference's", () => {
  fc.assert(
    fc.property(arrivals, detection, latenessMs, fc.nat(), (arrival, rule, lateMs, seed) => {
      const { all, ranks, steps, stepsAgain, crashAt } = arrival;
      const crashed = new JobModel(ruleOf(rule), lateMs);
      const { state, read } = run(crashed, all, steps, lateMs, crashAt);
      const resumed = new JobModel(ruleOf(rule), lateMs, state);
      run(resumed, inOrder(all.slice(read), ranks), stepsAgain, lateMs);
      resumed.advance(Number.MAX_SAFE_INTEGER);
      expect([...crashed.dropped, ...resumed.dropped]).toEqual([]);
      const remaining = kept(shuffled([...crashed.alerts, ...resumed.alerts], seed));
      expect(remaining.every(({ final }) => final)).toBe(true);
      expect(findingsOf(remaining)).toEqual(expectedFindings(all, rule));
    }),
    { numRuns: 2_000 },
  );
});

test("where payments come too late, no warning that counted them outlives or hides what is final", () => {
  const arrival = fc.array(fc.record({ next: payment(3, "x"), watermark: fc.integer({ min: -6, max: 6 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(arrival, detection, (arriving, rule) => {
      const job = new JobModel(ruleOf(rule), GAP_MS / 2);
      for (const { next, watermark } of arriving) {
        job.advance(next.timestampMs + watermark * GAP_MS);
        job.arrive(next);
      }
      job.advance(Number.MAX_SAFE_INTEGER);
      fc.pre(!job.over.some((one) => job.over.some((other) => followsTooSoon(one, other, rule.window))));
      const above = job.over.filter(({ sum }) => sum.totalCents > rule.thresholdCents);
      const final = kept(job.alerts).filter((alert) => alert.final);
      expect(final.map(textOf).sort()).toEqual(
        above.map(({ sum }) => `${sum.startMs} ${sum.endMs} ${sum.count}`).sort(),
      );
    }),
    { numRuns: 2_000 },
  );
});

/**
 * A payment can be in time though the session that it would join is over for good. It then begins one less than the gap
 * after that: the two may have one id.
 */
function followsTooSoon(one: SessionOfKey, other: SessionOfKey, { gapMs, maxSessionMs }: SessionLimits): boolean {
  const piece = (ms: number) => (maxSessionMs === 0 ? 0 : Math.floor(ms / maxSessionMs));
  return (
    one !== other &&
    one.key === other.key &&
    one.sum.startMs >= other.sum.startMs &&
    one.sum.startMs < other.sum.lastMs + gapMs &&
    piece(one.sum.startMs) === piece(other.sum.startMs)
  );
}

function textOf({ windowStart, windowEnd, count }: Alert): string {
  return `${Date.parse(windowStart)} ${Date.parse(windowEnd)} ${count}`;
}

function inOrder<T>(items: T[], ranks: number[]): T[] {
  return items
    .map((item, i) => ({ item, rank: ranks[i] }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function shuffled<T>(items: T[], seed: number): T[] {
  const ranks = items.map((_, i) => Math.imul(seed + i + 1, 2_654_435_761) >>> 0);
  return inOrder(items, ranks);
}
