import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { MAX_AMOUNT_CENTS } from "../../payment/money";
import type { Transaction } from "../../payment/transaction";
import { OverlappingSums } from "../../transforms/overlappingSums";
import { addSum, copyOf, earliest, type PartialSum } from "../../transforms/partialSum";
import { at, GAP_MS, START_MS, sumOf, tx } from "./payments";

const transactions = fc.array(
  fc.record(
    {
      origin: fc.constantFrom("a", "b", "é"),
      target: fc.constantFrom("x", "y"),
      // Often the same: what else they have tells which are the earliest.
      amountCents: fc.oneof(fc.constantFrom(1, 2), fc.integer({ min: 1, max: MAX_AMOUNT_CENTS })),
      timestampMs: fc.oneof(fc.constant(START_MS), fc.integer({ min: START_MS, max: START_MS + 20 * GAP_MS })),
      id: fc.constantFrom("1", "2", "3"),
    },
    { requiredKeys: ["origin", "target", "amountCents", "timestampMs"] },
  ),
  { minLength: 1, maxLength: 40 },
);

function added(payments: Transaction[], maxEvidence: number): PartialSum {
  const [first, ...others] = payments.map((payment) => sumOf(payment, "target"));
  for (const other of others) addSum(first, other, maxEvidence);
  return first;
}

describe("a partial sum", () => {
  test("of one payment is that payment", () => {
    expect(sumOf(tx("a", "b", 12.34, at(0)), "origin")).toEqual({
      startMs: at(0),
      endMs: at(10),
      firstMs: at(0),
      lastMs: at(0),
      count: 1,
      totalCents: 1_234,
      evidence: [{ timestampMs: at(0), amountCents: 1_234, counterparty: "b" }],
      counterparties: new Set(["b"]),
    });
  });

  test("is the same in any order of additions, and in any grouping of them", () => {
    fc.assert(
      fc.property(transactions, fc.integer({ min: 1, max: 5 }), fc.nat(), (payments, maxEvidence, split) => {
        const inOrder = added(payments, maxEvidence);
        const reversed = added(payments.toReversed(), maxEvidence);
        const cut = split % payments.length;
        const halves = added(payments.slice(cut), maxEvidence);
        if (cut > 0) addSum(halves, added(payments.slice(0, cut), maxEvidence), maxEvidence);
        for (const sum of [reversed, halves]) {
          expect({ ...sum, evidence: earliest(sum.evidence, maxEvidence) }).toEqual({
            ...inOrder,
            evidence: earliest(inOrder.evidence, maxEvidence),
          });
        }
        expect(BigInt(inOrder.totalCents)).toBe(
          payments.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n),
        );
      }),
    );
  });

  test("holds less than twice the evidence it may show", () => {
    const sum = sumOf(tx("a", "b", 1, at(0)));
    for (let i = 1; i <= 1_000; i++) {
      addSum(sum, sumOf(tx("a", "b", 1, at(0, -i))), 7);
      expect(sum.evidence.length).toBeLessThan(14);
    }
    expect(earliest(sum.evidence, 7).map(({ timestampMs }) => at(0) - timestampMs)).toEqual([
      1000, 999, 998, 997, 996, 995, 994,
    ]);
    expect(sum.count).toBe(1_001);
  });

  test("of which a copy was made stays as it is", () => {
    const sum = sumOf(tx("a", "b", 1, at(0)), "origin");
    const copy = copyOf(sum);
    addSum(copy, sumOf(tx("a", "c", 2, at(1)), "origin"), 10);
    expect(sum).toEqual(sumOf(tx("a", "b", 1, at(0)), "origin"));
  });
});

describe("overlapping sums", () => {
  const merged = (...times: number[]) => {
    const sums = new OverlappingSums(10);
    for (const ms of times) sums.add(sumOf(tx("a", "b", 1, START_MS + ms)));
    return sums.merged().map(({ startMs, endMs, count }) => [startMs - START_MS, endMs - START_MS, count]);
  };

  test("join when less than the gap lies between two payments, and stay apart at exactly the gap", () => {
    expect(merged(0, GAP_MS - 1)).toEqual([[0, 2 * GAP_MS - 1, 2]]);
    expect(merged(0, GAP_MS)).toEqual([
      [0, GAP_MS, 1],
      [GAP_MS, 2 * GAP_MS, 1],
    ]);
    expect(merged(GAP_MS, 0)).toEqual(merged(0, GAP_MS));
  });

  test("join over a payment that comes late and bridges them", () => {
    expect(merged(0, GAP_MS, GAP_MS / 2)).toEqual([[0, 2 * GAP_MS, 3]]);
  });

  test("equal those of sorted payments for any order of arrival", () => {
    const times = fc.array(fc.integer({ min: 0, max: 100 * GAP_MS }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(times, (arrival) => {
        const expected: number[][] = [];
        for (const ms of arrival.toSorted((a, b) => a - b)) {
          const last = expected[expected.length - 1];
          if (last && ms < last[1]) expected[expected.length - 1] = [last[0], ms + GAP_MS, last[2] + 1];
          else expected.push([ms, ms + GAP_MS, 1]);
        }
        expect(merged(...arrival)).toEqual(expected);
      }),
    );
  });
});
