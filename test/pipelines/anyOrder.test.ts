import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatTransaction, type Transaction } from "../../payment/transaction";
import type { DetectionSettings } from "../../pipelines/oneRule";
import { alertId, GROUPINGS } from "../../transforms/alert";
import type { DeadLetter } from "../../transforms/recordParser";
import { GAP_MS, START_MS } from "../transforms/payments";
import { detectInLines } from "./detectInLines";
import { sessionWindow, settings, slidingWindow } from "./detection";
import { expectedFindings, findingsOf, idStart } from "./reference";

/** Nothing hangs here, but machines can be busy. */
const TIMEOUT_MS = 60_000;

/** Times that often lie exactly a gap apart, or a millisecond beside it, or are equal. */
const timestampMs = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom(-1, 0, 0, 1, 60_000, GAP_MS / 2))
  .map(([gaps, ms]) => START_MS + (gaps * GAP_MS) / 2 + ms);

/** Amounts that often add up to exactly the limit, and some that add up to more than 2^53 cents. */
const amountCents = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, 250_000, 500_000, 500_001, 999_999, 1_000_000, 1_000_001) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(10 ** 14, 10 ** 14 - 1) },
);

const payment: fc.Arbitrary<Transaction> = fc
  .record({ timestampMs, amountCents, origin: fc.constantFrom("a", "b", "é"), target: fc.constantFrom("b", "c") })
  .filter(({ origin, target }) => origin !== target);

/** In any order; some of them more than once. */
const payments = fc
  .tuple(fc.array(payment, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 10 }))
  .map(([all, again]) => [...all, ...again.flatMap((i) => (all.length > 0 ? [all[i % all.length]] : []))]);

const detection: fc.Arbitrary<DetectionSettings> = fc
  .record({
    grouping: fc.constantFrom(...GROUPINGS),
    window: fc.constantFrom(
      sessionWindow(),
      sessionWindow(),
      sessionWindow(3 * GAP_MS),
      sessionWindow(GAP_MS),
      sessionWindow(0, 1),
      slidingWindow(),
      slidingWindow(GAP_MS, GAP_MS),
      slidingWindow(420_000, 300_000),
    ),
    thresholdCents: fc.constantFrom(0, 1, 1_000_000, 1_000_000, 9_007_199_254_740_991),
    maxEvidence: fc.constantFrom(1, 3, 100),
  })
  .map(settings);

/** Lines that are none, with the reason why. */
const junk = fc.constantFrom<[string | Uint8Array, string]>(
  ["", "field-count"],
  ["2026-03-02T09:00:00Z;a;b;1;2", "field-count"],
  ["2026-02-30T09:00:00Z;a;b;99999", "bad-timestamp"],
  ["\ufeff2026-03-02T09:00:00Z;a;b;99999", "bad-timestamp"],
  ["2999-01-01T00:00:00Z;a;b;99999", "future-timestamp"],
  ["2026-03-02T09:00:00Z;a;a;99999", "same-accounts"],
  ["2026-03-02T09:00:00Z;;a;99999", "bad-account"],
  ["2026-03-02T09:00:00Z;a\0;b;99999", "nul-character"],
  ["2026-03-02T09:00:00Z;a;b;-99999", "bad-amount"],
  ["2026-03-02T09:00:00Z;a;b;9e9", "bad-amount"],
  [Uint8Array.of(0xc3, 0x28), "invalid-utf8"],
);

test(
  "whatever is paid, in any order, what is found equals a plain walk over the sorted payments",
  async () => {
    await fc.assert(
      fc.asyncProperty(payments, detection, async (arrival, rule) => {
        const { alerts, linesRead } = await detectInLines(arrival.map(formatTransaction), rule);
        const expected = expectedFindings(arrival, rule);
        expect(findingsOf(alerts)).toEqual(expected);
        expect(linesRead).toBe(arrival.length);
        const ids = expected.map(({ key, windowStart }) => alertId(rule.grouping, key, idStart(windowStart, rule)));
        expect(alerts.map(({ id }) => id).sort()).toEqual(ids.sort());
      }),
      { numRuns: 200 },
    );
  },
  TIMEOUT_MS,
);

test(
  "the order of the lines makes no difference, to the last byte and to the order of the alerts",
  async () => {
    const shuffled = payments.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, detection, async ([one, other], rule) => {
        const outputs = [];
        for (const arrival of [one, other]) {
          const { alerts, windows } = await detectInLines(arrival.map(formatTransaction), rule);
          outputs.push(JSON.stringify({ alerts, windows }));
        }
        expect(outputs[1]).toBe(outputs[0]);
      }),
      { numRuns: 60 },
    );
  },
  TIMEOUT_MS,
);

test(
  "lines that are none change nothing: each is one dead letter with its own number, whole",
  async () => {
    const mixed = fc.array(fc.oneof({ weight: 3, arbitrary: payment }, { weight: 1, arbitrary: junk }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(mixed, detection, async (arrival, rule) => {
        const isJunk = (entry: (typeof arrival)[number]) => Array.isArray(entry);
        const written = arrival.map((entry) => (Array.isArray(entry) ? entry[0] : formatTransaction(entry)));
        const letters: DeadLetter[] = [];
        const { alerts, linesRead, deadLetters } = await detectInLines(written, rule, (letter) => letters.push(letter));
        const good = arrival.filter((entry): entry is Transaction => !isJunk(entry));
        expect(findingsOf(alerts)).toEqual(expectedFindings(good, rule));
        const expected = arrival.flatMap((entry, i) =>
          Array.isArray(entry) ? [{ line: i + 1, value: entry[0], reason: entry[1] }] : [],
        );
        expect(letters.map(({ line, value, reason }) => ({ line, value, reason }))).toEqual(expected);
        expect([...deadLetters.values()].reduce((sum, count) => sum + count, 0)).toBe(expected.length);
        expect(linesRead).toBe(arrival.length);
      }),
      { numRuns: 60 },
    );
  },
  TIMEOUT_MS,
);

test(
  "bytes that nobody has looked at never throw: each line is a payment or a dead letter",
  async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.tuple(payment, fc.nat(), fc.nat({ max: 255 })).map(([good, position, byte]) => {
        const line = Buffer.from(formatTransaction(good));
        line[position % line.length] = byte;
        return Uint8Array.from(line);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 30 }), async (written) => {
        const letters: DeadLetter[] = [];
        const { linesRead, windows } = await detectInLines(written, settings(), (letter) => letters.push(letter));
        expect(linesRead).toBe(written.length);
        expect(windows).toBeLessThanOrEqual(written.length - letters.length);
        expect(letters.every(({ line, value }) => value === written[(line as number) - 1])).toBe(true);
      }),
      { numRuns: 100 },
    );
  },
  TIMEOUT_MS,
);
