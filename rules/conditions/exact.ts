/**
 * A number as numerator / denominator, exact at any size; the denominator is above 0. Both are `number`s while they are
 * safe integers and `bigint`s otherwise, which is slower. Each unit is a class of its own, so that amounts and counts
 * are told apart.
 */
export abstract class Exact {
  constructor(
    readonly numerator: number | bigint,
    readonly denominator: number | bigint = 1,
  ) {}
}

export type Unit<T extends Exact = Exact> = new (numerator: number | bigint, denominator?: number | bigint) => T;

/** Thrown where a condition has no answer, such as a division by zero. Made once: making an error takes microseconds. */
export class CannotJudge extends Error {}
export const DIVISION_BY_ZERO = new CannotJudge("division by zero");

export function add<T extends Exact>(a: Exact, b: Exact, unit: Unit<T>): T {
  return ratio(plus(times(a.numerator, b.denominator), times(b.numerator, a.denominator)), denominators(a, b), unit);
}

export function subtract<T extends Exact>(a: Exact, b: Exact, unit: Unit<T>): T {
  return add(a, negate(b, unit), unit);
}

export function negate<T extends Exact>(a: Exact, unit: Unit<T>): T {
  return new unit(typeof a.numerator === "number" ? 0 - a.numerator : -a.numerator, a.denominator);
}

export function multiply<T extends Exact>(a: Exact, b: Exact, unit: Unit<T>): T {
  return ratio(times(a.numerator, b.numerator), denominators(a, b), unit);
}

/** Throws `DIVISION_BY_ZERO`. */
export function divide<T extends Exact>(a: Exact, b: Exact, unit: Unit<T>): T {
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n
  if (b.numerator == 0) throw DIVISION_BY_ZERO;
  const numerator = times(a.numerator, b.denominator);
  const denominator = times(a.denominator, b.numerator);
  return denominator > 0
    ? ratio(numerator, denominator, unit)
    : ratio(times(numerator, -1), times(denominator, -1), unit);
}

/** What is left of `a` after taking `b` as often as it fits; has the sign of `a`. Throws `DIVISION_BY_ZERO`. */
export function remainder<T extends Exact>(a: Exact, b: Exact, unit: Unit<T>): T {
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n
  if (b.numerator == 0) throw DIVISION_BY_ZERO;
  const whole = times(a.numerator, b.denominator);
  const part = times(b.numerator, a.denominator);
  const left = typeof whole === "number" && typeof part === "number" ? whole % part : BigInt(whole) % BigInt(part);
  return ratio(left, denominators(a, b), unit);
}

/** Below, at or above 0 as `a` is below, at or above `b`. */
export function compare(a: Exact, b: Exact): number {
  const left = times(a.numerator, b.denominator);
  const right = times(b.numerator, a.denominator);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Lowest terms take time: only where it keeps the numbers small. */
function ratio<T extends Exact>(numerator: number | bigint, denominator: number | bigint, unit: Unit<T>): T {
  if (typeof numerator === "number" && typeof denominator === "number") return new unit(numerator, denominator);
  return inLowestTerms(new unit(numerator, denominator));
}

/** The same number with no common divisor left. */
export function inLowestTerms<T extends Exact>(value: T): T {
  const numerator = BigInt(value.numerator);
  const denominator = BigInt(value.denominator);
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  const unit = value.constructor as Unit<T>;
  return new unit(shortest(numerator / divisor), shortest(denominator / divisor));
}

function denominators(a: Exact, b: Exact): number | bigint {
  return times(a.denominator, b.denominator);
}

function times(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}

function plus(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}

function shortest(whole: bigint): number | bigint {
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
