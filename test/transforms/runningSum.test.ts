import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import { GROUPINGS } from "../../transforms/alert";
import { addPayment, earliest, type PartialSum, startSum } from "../../transforms/partialSum";
import { RunningSum } from "../../transforms/runningSum";
import { RunningSums } from "../../transforms/runningSums";
import { measured } from "./memory/measured";
import { at, GAP_MS, START_MS, tx } from "./payments";

const payments: fc.Arbitrary<Transaction[]> = fc.array(
  fc.record({
    origin: fc.constantFrom("a", "b", "é"),
    target: fc.constantFrom("x", "y"),
    amountCents: fc.integer({ min: 1, max: 10 ** 14 }),
    timestampMs: fc.integer({ min: START_MS, max: START_MS + GAP_MS - 1 }),
  }),
  { minLength: 1, maxLength: 40 },
);

test("a running sum gives the same as the partial sum of the same payments", () => {
  fc.assert(
    fc.property(
      payments,
      fc.constantFrom(...GROUPINGS),
      fc.integer({ min: 1, max: 5 }),
      (all, grouping, maxEvidence) => {
        const [first, ...others] = all;
        const end = ({ timestampMs }: Transaction) => timestampMs + GAP_MS;
        const running = new RunningSum("key", first, grouping, end(first));
        const partial = startSum(first, grouping, first.timestampMs, end(first));
        for (const payment of others) {
          running.add(payment, grouping, end(payment), maxEvidence);
          addPayment(partial, payment, grouping, payment.timestampMs, end(payment), maxEvidence);
        }
        const comparable = (sum: PartialSum) => ({ ...sum, evidence: earliest(sum.evidence, maxEvidence) });
        expect(comparable(running.toPartialSum())).toEqual(comparable(partial));
      },
    ),
  );
});

test("once an alert was made of it, a sum is only followed to its end, and takes less", () => {
  const sum = new RunningSum("key", tx("a", "x", 1, at(0)), "target", at(10));
  const { bytes } = sum;
  for (let i = 1; i < 9; i++) sum.add(tx(`a${i}`, "x", 1, at(i)), "target", at(10 + i), 2);
  expect(sum.bytes).toBeGreaterThan(bytes);
  sum.end();
  expect(sum.bytes).toBeLessThan(bytes);
  sum.add(tx("a", "x", 1, at(17)), "target", at(27), 2);
  expect(sum).toMatchObject({ endMs: at(27), isDone: true });
});

test("sessions take about what is told", () => {
  const costs = measured("runningSums.ts");
  for (const { told, real } of costs) {
    expect(told).toBeGreaterThan(real * 0.75);
    expect(told).toBeLessThan(real * 2.5);
  }
  // By pair, of 30 payments: 2.6 KB as a partial sum.
  expect(costs[1]).toMatchObject({ payments: 30 });
  expect(costs[1].real).toBeLessThan(1_300);
}, 60_000);

test("beyond the bytes that they may take, what has waited longest goes first", () => {
  const sums = new RunningSums(10_000);
  const put = (key: string) =>
    sums.put(
      key,
      sums.get(key) ?? new RunningSum(key, tx("a", "b", 1, at(0)), "pair", at(10)),
      sums.get(key)?.bytes ?? 0,
    );
  put("busy");
  for (let i = 0; i < 1_000; i++) {
    put(`key ${i}`);
    put("busy");
    expect(sums.bytes).toBeLessThanOrEqual(10_000);
  }
  expect(sums.size).toBeGreaterThan(20);
  expect(sums.get("key 0")).toBeUndefined();
  expect(sums.get("key 999")).toBeDefined();
  expect(sums.get("busy")).toBeDefined();
});

test("nothing is left of the bytes of sums that are gone", () => {
  const sums = new RunningSums(100_000);
  for (let i = 0; i < 100; i++) {
    const key = `key ${i % 7}`;
    const known = sums.get(key);
    const before = known?.bytes ?? 0;
    const sum = known ?? new RunningSum(key, tx("a", "b", 1, at(0)), "target", at(10));
    if (i % 3 === 0) sum.add(tx("c", "b", 1, at(0)), "target", at(10), 2);
    if (i % 31 === 0) sum.end();
    sums.put(key, sum, before);
  }
  sums.forgetEnded(at(10));
  expect([sums.size, sums.bytes]).toEqual([0, 0]);
});

test("what has ended is forgotten, what has not is kept", () => {
  const sums = new RunningSums(100_000);
  for (const [key, end] of [
    ["a", 10],
    ["b", 12],
    ["c", 20],
    ["d", 11],
  ] as const) {
    sums.put(key, new RunningSum(key, tx("a", "b", 1, at(0)), "pair", at(end)), 0);
  }
  sums.forgetEnded(at(12));
  expect(sums.size).toBe(1);
  expect(sums.get("c")).toBeDefined();
});
