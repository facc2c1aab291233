import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  add,
  CannotJudge,
  compare,
  divide,
  type Exact,
  multiply,
  remainder,
  subtract,
} from "../../rules/conditions/exact";
import { Plain } from "../../rules/conditions/units";
import { ARITHMETIC, COMPARE, type Fraction, fraction, NoAnswer } from "./plainNumbers";

const integer = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(BigInt),
  fc.maxSafeInteger().map(BigInt),
  fc.constantFrom(2n ** 53n, -(2n ** 53n), 2n ** 53n - 1n, 94906267n, 94906266n, 0n),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
);
const number = fc
  .tuple(
    integer,
    integer.filter((d) => d > 0n),
  )
  .map(([n, d]): [Plain, Fraction] => [new Plain(short(n), short(d)), [n, d]]);

function short(n: bigint): number | bigint {
  return Number.isSafeInteger(Number(n)) ? Number(n) : n;
}

const OPERATIONS = { "+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder };

function outcome(compute: () => Fraction): Fraction | "no answer" {
  try {
    return compute();
  } catch (error) {
    if (error instanceof CannotJudge || error instanceof NoAnswer) return "no answer";
    throw error;
  }
}

function fractionOf({ numerator, denominator }: Exact): Fraction {
  for (const part of [numerator, denominator])
    expect(typeof part === "bigint" || Number.isSafeInteger(part)).toBe(true);
  return fraction(BigInt(numerator), BigInt(denominator));
}

test("whatever is computed is what fractions of whole numbers give, at any size", () => {
  fc.assert(
    fc.property(number, number, ([a, plainA], [b, plainB]) => {
      for (const [sign, operation] of Object.entries(OPERATIONS)) {
        const result = outcome(() => fractionOf(operation(a, b, Plain)));
        const expected = outcome(() => ARITHMETIC[sign](plainA, plainB));
        if (result === "no answer" || expected === "no answer") expect(result).toBe(expected);
        else expect(COMPARE["=="](result, expected)).toBe(true);
      }
      expect(compare(a, b) < 0).toBe(COMPARE["<"](plainA, plainB));
      expect(compare(a, b) > 0).toBe(COMPARE[">"](plainA, plainB));
    }),
    { numRuns: 2_000 },
  );
});
