import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { converter, parseRate } from "../../payment/conversion";
import { minorDigits } from "../../payment/currencies";
import { type PlainRate, plainCents, plainRateAt } from "./plainConversion";

const DAY = 86_400_000;

test.each([
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["CLF", 4],
  ["XAU", undefined],
  ["XTS", undefined],
  ["eur", undefined],
  ["", undefined],
])("the minor unit of %p has %p digits", (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test.each(["", "0", "0.000", "-1", "+1", "1e3", ".5", "5.", "1,5", " 1", "1.0000000000001", "NaN", "0x10"])(
  "%p is no rate",
  (text) => {
    expect(parseRate(text)).toBeUndefined();
  },
);

describe("an amount in another currency", () => {
  const always = (currency: string, rate: string) =>
    converter({ base: "EUR", rates: { [currency]: [{ fromMs: 0, rate }] } });

  test.each([
    ["JPY", "0.0061", 1_000n, 610n],
    ["KWD", "3.05", 1_500n, 458n], // 457.5
    ["USD", "0.5", 1n, 0n],
    ["USD", "0.5", 3n, 2n],
    ["USD", "0.5", 5n, 2n],
    ["USD", "0.500000000001", 1n, 1n],
    ["USD", "0.499999999999", 3n, 1n],
  ])("%s at %s: %d minor units are %d cents", (currency, rate, minorUnits, cents) => {
    expect(always(currency, rate)(minorUnits, currency, 0)).toBe(cents);
  });

  test("takes the rate in force at its time, from the first moment of its day on", () => {
    const convert = converter({
      base: "EUR",
      rates: {
        USD: [
          { fromMs: DAY, rate: "0.9" },
          { fromMs: 2 * DAY, rate: "0.8" },
        ],
      },
    });
    const at = (ms: number) => convert(100n, "USD", ms);
    expect([DAY - 1, DAY, 2 * DAY - 1, 2 * DAY, 9 * DAY].map(at)).toEqual([undefined, 90n, 90n, 80n, 80n]);
  });

  test("of base needs no rate, one that no rate is for has none", () => {
    const convert = converter({ base: "EUR", rates: {} });
    expect(convert(7n, "EUR", 0)).toBe(7n);
    expect(convert(7n, "USD", 0)).toBeUndefined();
  });

  test("is what plain fractions make of it, at any rates and days", () => {
    const currency = fc.constantFrom("USD", "JPY", "KWD", "CLF");
    const rate = fc
      .tuple(fc.integer({ min: 0, max: 999_999 }), fc.string({ unit: fc.constantFrom(..."0125789"), maxLength: 12 }))
      .map(([whole, behind]) => (behind === "" ? `${whole}` : `${whole}.${behind}`))
      .filter((text) => /[1-9]/.test(text));
    const dated = fc.record({ currency, fromMs: fc.integer({ min: 0, max: 5 }).map((day) => day * DAY), rate });
    const rates = fc.uniqueArray(dated, { selector: (one) => `${one.currency} ${one.fromMs}`, maxLength: 12 });
    const payment = fc.record({
      currency,
      minorUnits: fc.oneof(fc.bigInt({ min: 1n, max: 200n }), fc.bigInt({ min: 1n, max: 10n ** 16n })),
      atMs: fc.integer({ min: 0, max: 6 * DAY }),
    });
    fc.assert(
      fc.property(rates, fc.array(payment, { maxLength: 20 }), (plain, payments) => {
        const convert = converter({ base: "EUR", rates: byCurrency(plain) });
        for (const { currency, minorUnits, atMs } of payments) {
          const inForce = plainRateAt(plain, currency, atMs);
          const amount = decimal(minorUnits, { USD: 2, JPY: 0, KWD: 3, CLF: 4 }[currency] as number);
          expect(convert(minorUnits, currency, atMs)).toBe(inForce && plainCents(amount, inForce));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("that lies between two cents goes to the even one, at any size", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (cents) => {
        const even = cents % 2n === 0n ? cents : cents + 1n;
        expect(always("USD", "0.5")(2n * cents + 1n, "USD", 0)).toBe(even);
      }),
    );
  });
});

function byCurrency(plain: readonly PlainRate[]) {
  const rates: Record<string, { fromMs: number; rate: string }[]> = {};
  for (const { currency, fromMs, rate } of [...plain].sort((a, b) => a.fromMs - b.fromMs)) {
    rates[currency] = [...(rates[currency] ?? []), { fromMs, rate }];
  }
  return rates;
}

function decimal(minorUnits: bigint, digits: number): string {
  const text = String(minorUnits).padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
