/**
 * Amounts are integer cents. One payment fits a `number` exactly. A sum is a `number` as long as that is exact and a
 * `bigint` above, so that no total is ever rounded.
 */
export type SumCents = number | bigint;

/** The exact sum. */
export function addCents(a: SumCents, b: SumCents): SumCents {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= Number.MAX_SAFE_INTEGER) return sum;
  }
  return BigInt(a) + BigInt(b);
}

/** 10^12 in cents: the largest amount of one payment. */
export const MAX_AMOUNT_CENTS = 100_000_000_000_000;

/** How an amount is written; at most `MAX_AMOUNT_CENTS` is taken. */
export const AMOUNT = /^(\d{1,24})(?:\.(\d{1,2}))?$/;

/** Cents of a decimal such as `5857`, `5857.5` or `5857.00`; NaN for anything else, Infinity above `MAX_AMOUNT_CENTS`. */
export function parseCents(text: string): number {
  const match = AMOUNT.exec(text);
  if (match === null) return Number.NaN;
  const fraction = match[2];
  const cents =
    Number(match[1]) * 100 + (fraction === undefined ? 0 : Number(fraction) * (fraction.length === 1 ? 10 : 1));
  return cents > MAX_AMOUNT_CENTS ? Number.POSITIVE_INFINITY : cents;
}

/** The decimal without needless zeros: 585700 → `5857`, 585750 → `5857.5`, 585705 → `5857.05`. */
export function formatCents(cents: SumCents): string {
  if (typeof cents === "number" && cents % 100 === 0) return String(cents / 100);
  const digits = String(cents).padStart(3, "0");
  const fraction = digits.slice(-2).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${fraction}`;
}
