import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addCents, formatCents, MAX_AMOUNT_CENTS, parseCents } from "../../payment/money";

test.each([
  ["5857", 585_700],
  ["5857.00", 585_700],
  ["5857.5", 585_750],
  ["5857.05", 585_705],
  ["0.01", 1],
  ["0.1", 10],
  ["1.15", 115],
  ["4.35", 435],
  ["007", 700],
  ["0", 0],
  ["999999999999.99", 99_999_999_999_999],
  ["1000000000000", MAX_AMOUNT_CENTS],
])("%s is %d cents", (text, cents) => {
  expect(parseCents(text)).toBe(cents);
});

test.each(["1000000000000.01", "1000000000001", "9".repeat(24)])("%s is too much", (text) => {
  expect(parseCents(text)).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  "",
  " ",
  "-1",
  "+1",
  "1e3",
  "NaN",
  "Infinity",
  "0x10",
  "1,5",
  "1.",
  ".5",
  "1.234",
  "1 000",
  "1_000",
  " 1",
  "1\n",
  "١",
  "9".repeat(400),
])("%j is no amount", (text) => {
  expect(parseCents(text)).toBeNaN();
});

test.each([
  [585_700, "5857"],
  [585_750, "5857.5"],
  [585_705, "5857.05"],
  [1, "0.01"],
  [10, "0.1"],
  [100, "1"],
  [0, "0"],
  [MAX_AMOUNT_CENTS, "1000000000000"],
  [Number.MAX_SAFE_INTEGER, "90071992547409.91"],
  [2n ** 53n, "90071992547409.92"],
  [10n ** 30n, `1${"0".repeat(28)}`],
  [10n ** 30n + 5n, `1${"0".repeat(28)}.05`],
])("%s cents are written %s", (cents, text) => {
  expect(formatCents(cents)).toBe(text);
});

test("any amount reads back from how it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_CENTS }), (cents) => {
      expect(parseCents(formatCents(cents))).toBe(cents);
      expect(parseCents(`${BigInt(cents) / 100n}.${`${cents % 100}`.padStart(2, "0")}`)).toBe(cents);
    }),
  );
});

test("a sum stays a number up to 2^53 - 1 and is a bigint above", () => {
  expect(addCents(Number.MAX_SAFE_INTEGER - 1, 1)).toBe(Number.MAX_SAFE_INTEGER);
  expect(addCents(Number.MAX_SAFE_INTEGER, 1)).toBe(2n ** 53n);
  expect(addCents(2n ** 53n, 1)).toBe(2n ** 53n + 1n);
  expect(addCents(1, 2n ** 53n)).toBe(2n ** 53n + 1n);
});

test("sums are exact in any order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { maxLength: 20 }), (amounts) => {
      const exact = amounts.reduce((sum, cents) => sum + BigInt(cents), 0n);
      expect(BigInt(amounts.reduce(addCents, 0))).toBe(exact);
      expect(BigInt(amounts.toReversed().reduce(addCents, 0))).toBe(exact);
    }),
  );
});
