import { join } from "node:path";
import fc from "fast-check";
import protobuf from "protobufjs";
import type { Transaction } from "../../payment/transaction";
import { FOLDS } from "../../rules/folds/folds";
import { slotKind } from "../../rules/folds/slot";
import { layoutOf } from "../../rules/summary/layout";
import { addPayment, copyOf, emptySummary, mergeInto, type Summary } from "../../rules/summary/summary";
import { decodeSummary } from "../../rules/summary/summaryCoder";
import { START_MS } from "../transforms/payments";
import { bytesOf } from "./inParts";

/** Pairs of records and what becomes of them, in hex, a line each; the runtime jar's tests read it, too. */
export const MERGED_RECORDS = join(__dirname, "../../runtime/beam-flink-runtime/src/test/resources/merged-records.txt");

const slots = Object.values(FOLDS)
  .flatMap((fold) => [slotKind(fold), slotKind(fold, "incoming")])
  .map(({ id }) => id);

const accounts = ["a", "b", "ab", "a\u0001", "é", "\u{1f600}", "\uffff", "x".repeat(130)];

const payment: fc.Arbitrary<Transaction> = fc.record(
  {
    timestampMs: fc.oneof(fc.integer({ min: START_MS, max: START_MS + 5 }), fc.integer({ min: 0, max: 2 ** 42 })),
    amountCents: fc.oneof(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 10 ** 14 })),
    origin: fc.constant("origin"),
    target: fc.constantFrom(...accounts),
    id: fc.constantFrom(...accounts),
    paid: fc.constantFrom("7 JPY", "2.500 KWD"),
  },
  { requiredKeys: ["timestampMs", "amountCents", "origin", "target"] },
);

const summary: fc.Arbitrary<Summary> = fc
  .record({
    some: fc.array(payment, { minLength: 1, maxLength: 6 }),
    ids: fc.oneof(fc.constant(slots), fc.subarray(slots)),
    /** So that sums are beyond what a number holds, and beyond 64 bits. */
    extraCents: fc.constantFrom(0, 0, 0, 2 ** 52 - 100, 2n ** 53n, 2n ** 63n, 2n ** 70n),
    maxEvidence: fc.constantFrom(1, 3, 100),
    incoming: fc.nat(),
    /** Accounts beside those of the payments: 1,000 are told apart. */
    more: fc.oneof(
      { weight: 30, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(500, 995, 1_000, 1_001) },
    ),
    from: fc.constantFrom(0, 500),
    startMs: fc.constantFrom(0, -3 * 86_400_000),
  })
  .map(({ some, ids, extraCents, maxEvidence, incoming, more, from, startMs }) => {
    const layout = layoutOf(ids.toSorted((a, b) => a - b));
    const of = emptySummary({ layout, maxEvidence }, { startMs: START_MS + startMs, endMs: START_MS });
    some.forEach((one, i) => {
      const taken = { payment: one, counterparty: one.target, outgoing: i % 2 === 0, counts: [] };
      const counts = layout.ids.map((id) => (id + incoming + i) % 3 > 0);
      addPayment(of, { ...taken, counts }, { startMs: one.timestampMs, endMs: one.timestampMs + 10 });
    });
    of.totalCents = typeof extraCents === "bigint" ? BigInt(of.totalCents) + extraCents : of.totalCents;
    if (typeof extraCents === "number" && extraCents > 0) of.totalCents = extraCents;
    layout.folds.forEach((fold, i) => {
      if (fold !== FOLDS.accounts) return;
      for (let n = 0; n < more; n++) of.values[i] = fold.add(of.values[i], some[0], `more-${from + n}`);
    });
    return of;
  });

/** Of `count` random pairs, the same for the same seed. */
export function mergedRecords(count: number, seed: number): string {
  const pairs = fc.sample(fc.tuple(summary, summary), { numRuns: count, seed });
  return pairs
    .map((pair) => pair.map(bytesOf))
    .map(([a, b]) => `${lineOf(a, b, bytesOf(merged(summaryOf(a), summaryOf(b))))}\n`)
    .join("");
}

export function merged(a: Summary, b: Summary): Summary {
  const sum = copyOf(a);
  mergeInto(sum, b);
  return sum;
}

export function summaryOf(bytes: Uint8Array): Summary {
  return decodeSummary(protobuf.Reader.create(bytes));
}

function lineOf(...records: Uint8Array[]): string {
  return records.map((record) => Buffer.from(record).toString("hex")).join(" ");
}
