/** A fraction of whole numbers: the reference's own arithmetic, as plain as can be. The second is above 0. */
export type Fraction = [bigint, bigint];

/** Thrown where a condition has no answer. */
export class NoAnswer extends Error {}

export function fraction(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new NoAnswer("division by zero");
  return d < 0n ? [-n, -d] : [n, d];
}

export const whole = (n: number | bigint): Fraction => [BigInt(n), 1n];

export const ARITHMETIC: Record<string, (a: Fraction, b: Fraction) => Fraction> = {
  "+": ([a, b], [c, d]) => fraction(a * d + c * b, b * d),
  "-": ([a, b], [c, d]) => fraction(a * d - c * b, b * d),
  "*": ([a, b], [c, d]) => fraction(a * c, b * d),
  "/": ([a, b], [c, d]) => fraction(a * d, b * c),
  "%": ([a, b], [c, d]) => {
    if (c === 0n) throw new NoAnswer("remainder of a division by zero");
    return fraction((a * d) % (c * b), b * d);
  },
};

export const COMPARE: Record<string, (a: Fraction, b: Fraction) => boolean> = {
  "<": ([a, b], [c, d]) => a * d < c * b,
  "<=": ([a, b], [c, d]) => a * d <= c * b,
  ">": ([a, b], [c, d]) => a * d > c * b,
  ">=": ([a, b], [c, d]) => a * d >= c * b,
  "==": ([a, b], [c, d]) => a * d === c * b,
  "!=": ([a, b], [c, d]) => a * d !== c * b,
};
