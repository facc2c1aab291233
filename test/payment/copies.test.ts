import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Copies } from "../../payment/copies";
import type { Transaction } from "../../payment/transaction";
import { countedOnce } from "../rules/countedOnce";
import { payments } from "../rules/payments";
import { nearlyInOrder } from "../rules/stream/nearlyInOrder";
import { at, tx } from "../transforms/payments";

const withId = (id: string | undefined, payment: Transaction) => (id === undefined ? payment : { ...payment, id });
const HOUR_MS = 3_600_000;

test("a payment with the same id, time, accounts and amount is a copy, and with anything else is none", () => {
  const copies = new Copies(HOUR_MS);
  const first = withId("1", tx("a", "b", 5, at(0)));
  expect(copies.isCopy(first, 1)).toBe(false);
  expect(copies.isCopy({ ...first }, 2)).toBe(true);
  for (const [line, other] of [
    withId("1", tx("a", "b", 5, at(0, 1))),
    withId("1", tx("a", "c", 5, at(0))),
    withId("1", tx("c", "b", 5, at(0))),
    withId("1", tx("a", "b", 5.01, at(0))),
    { ...first, paid: "5.43 USD" },
  ].entries()) {
    expect(copies.isCopy(other, 3 + line)).toBe(false);
    expect(copies.isCopy({ ...other }, 9)).toBe(true);
  }
  expect(copies.isCopy(withId("2", tx("a", "b", 5, at(0))), 10)).toBe(false);
  expect(copies).toMatchObject({ duplicates: 6, conflictingIds: 5, firstConflict: { id: "1", line: 3 } });
});

test("payments without an id are copies of nothing", () => {
  const copies = new Copies(HOUR_MS);
  for (let line = 1; line < 4; line++) expect(copies.isCopy(tx("a", "b", 5, at(0)), line)).toBe(false);
  expect(copies).toMatchObject({ duplicates: 0, conflictingIds: 0 });
});

test("what no payment can be a copy of any more is forgotten, and its id with it", () => {
  const copies = new Copies(HOUR_MS);
  const first = withId("1", tx("a", "b", 5, at(0)));
  const second = withId("1", tx("a", "b", 6, at(30)));
  copies.isCopy(first, 1);
  copies.isCopy(second, 2);
  copies.forgetBefore(at(0));
  expect(copies.isCopy({ ...first }, 3)).toBe(true);
  copies.forgetBefore(at(10));
  expect(copies.isCopy({ ...first }, 4)).toBe(false);
  expect(copies.isCopy({ ...second }, 5)).toBe(true);
  copies.forgetBefore(at(1_000));
  expect(copies.isCopy(withId("1", tx("c", "d", 7, at(1_000))), 6)).toBe(false);
  expect(copies.conflictingIds).toBe(2);
});

test("what is remembered is bounded by the disorder, not by how many payments there are", () => {
  const copies = new Copies(HOUR_MS);
  for (let i = 0; i < 50_000; i++) {
    copies.isCopy(withId(String(i), tx("a", "b", 5, at(i))), i);
    copies.forgetBefore(at(i) - HOUR_MS);
  }
  const { ids } = copies as unknown as { ids: Map<string, number> };
  expect(ids.size).toBeLessThanOrEqual(65);
});

test("an id that all payments share is no copy of anything, and each but the first conflicts", () => {
  const copies = new Copies(HOUR_MS);
  for (let i = 0; i < 50_000; i++) copies.isCopy(withId("0", tx("a", `b${i}`, 5, at(0, i))), i);
  expect(copies).toMatchObject({ duplicates: 0, conflictingIds: 49_999 });
});

test("whatever comes in whatever order, what counts is what the plain walk counts", () => {
  const arrivals = fc.oneof(
    payments.map((arrival) => ({ arrival, disorderMs: Number.POSITIVE_INFINITY })),
    nearlyInOrder.map(({ arrival, disorderMs }) => ({
      arrival: arrival.map((payment, i) => withId(i % 3 === 0 ? undefined : String(i % 4), payment)),
      disorderMs,
    })),
  );
  fc.assert(
    fc.property(arrivals, ({ arrival, disorderMs }) => {
      const copies = new Copies(disorderMs);
      let newestMs = Number.NEGATIVE_INFINITY;
      const counted = arrival.filter((payment, line) => {
        newestMs = Math.max(newestMs, payment.timestampMs);
        const isCopy = copies.isCopy(payment, line);
        copies.forgetBefore(newestMs - disorderMs);
        return !isCopy;
      });
      const plain = arrival.map((payment) => ({ payment, recordMs: payment.timestampMs }));
      expect(counted).toEqual(countedOnce(plain, HOUR_MS).counted);
      expect(copies.duplicates).toBe(countedOnce(plain, HOUR_MS).told.duplicates);
    }),
    { numRuns: 500 },
  );
});
