import { expect, test } from "@jest/globals";
import type { beam } from "../../beam/sdk";
import type { Transaction } from "../../payment/transaction";
import type { Grouping } from "../../transforms/alert";
import { addPayment, type PartialSum, startSum } from "../../transforms/partialSum";
import { toTooLate } from "../../transforms/tooLate";

const AT_MS = Date.parse("2026-03-02T09:00:00Z");
const GAP_MS = 600_000;

function sumOf(payments: Transaction[], grouping: Grouping): PartialSum {
  const [first, ...others] = payments;
  const sum = startSum(first, grouping, first.timestampMs, first.timestampMs + GAP_MS);
  for (const { timestampMs, ...rest } of others) {
    addPayment(sum, { timestampMs, ...rest }, grouping, timestampMs, timestampMs + GAP_MS, 10);
  }
  return sum;
}

function report(key: string, sum: PartialSum, grouping: Grouping, maxEvidence = 10) {
  let counted = 0;
  const tooLate = { increment: (by: number) => (counted += by) } as unknown as beam.Counter;
  const value = { lateByMs: 1_500, windowStartMs: sum.startMs, windowEndMs: sum.endMs, value: sum };
  const letters = toTooLate({ key, value }, { grouping, maxEvidence, tooLate });
  return { letters, counted };
}

const payment = (afterMs: number, amountCents: number, origin = "A", target = "B") => ({
  timestampMs: AT_MS + afterMs,
  origin,
  target,
  amountCents,
});

test("a sum that came too late is told whole: key, window, total, count, payments and how late", () => {
  const { letters, counted } = report("A;B", sumOf([payment(1_000, 20_50), payment(0, 100)], "pair"), "pair");
  expect(letters).toEqual([
    {
      reason: "too-late",
      detail:
        "found 2 of a window that ended at 2026-03-02T09:10:01.000Z, 1500 ms later than --allowed-lateness allows",
      grouping: "pair",
      key: "A;B",
      windowStart: "2026-03-02T09:00:00.000Z",
      windowEnd: "2026-03-02T09:10:01.000Z",
      totalAmount: "21.5",
      count: 2,
      lateByMs: 1_500,
      transactions: [
        { timestamp: "2026-03-02T09:00:00.000Z", origin: "A", target: "B", amount: "1" },
        { timestamp: "2026-03-02T09:00:01.000Z", origin: "A", target: "B", amount: "20.5" },
      ],
      truncated: false,
    },
  ]);
  expect(counted).toBe(2);
});

test("payments of one account name the other, and beyond --max-evidence only the earliest are listed", () => {
  const sum = sumOf([payment(5, 100, "A", "C"), payment(0, 100, "A", "B")], "origin");
  const [letter] = report("A", sum, "origin", 1).letters;
  expect(letter).toMatchObject({ count: 2, truncated: true, transactions: [{ origin: "A", target: "B" }] });
});

test("payments that have an id are told with it", () => {
  const sum = sumOf([{ ...payment(0, 100), id: "e2e-7" }, payment(5, 100)], "pair");
  const [{ transactions }] = report("A;B", sum, "pair").letters;
  expect(transactions.map(({ id }) => id)).toEqual(["e2e-7", undefined]);
});
