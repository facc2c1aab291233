import { COMPARE, type Fraction, fraction, whole } from "../rules/plainNumbers";

/** A rate as a test writes it: from which moment on (epoch ms) one unit of the currency is so much of base. */
export interface PlainRate {
  currency: string;
  fromMs: number;
  rate: string;
}

/** The fraction that a decimal such as `0.0061` stands for. */
export function plainDecimal(text: string): Fraction {
  const [before, behind = ""] = text.split(".");
  return fraction(BigInt(before + behind), 10n ** BigInt(behind.length));
}

/** The latest rate of the currency that began at or before the moment; undefined where none did. */
export function plainRateAt(rates: readonly PlainRate[], currency: string, atMs: number): string | undefined {
  let latest: PlainRate | undefined;
  for (const one of rates) {
    if (one.currency !== currency || one.fromMs > atMs) continue;
    if (latest === undefined || one.fromMs > latest.fromMs) latest = one;
  }
  return latest?.rate;
}

/** A table of rates that is in force from a moment on (epoch ms), until another one is; without rates there are none from then on. */
export interface PlainTable {
  fromMs: number;
  base: string;
  rates?: readonly PlainRate[];
}

/** The rate by the table in force at the moment, of those with the same moment the last one; undefined where there is none. */
export function plainRateIn(tables: readonly PlainTable[], currency: string, atMs: number): string | undefined {
  let inForce: PlainTable | undefined;
  for (const table of tables) {
    if (table.fromMs > atMs) continue;
    if (inForce === undefined || table.fromMs >= inForce.fromMs) inForce = table;
  }
  if (inForce?.rates === undefined) return undefined;
  return currency === inForce.base ? "1" : plainRateAt(inForce.rates, currency, atMs);
}

/** Hundredths of base that an amount is at a rate: the nearest, and of two that are as near the even one. */
export function plainCents(amount: string, rate: string): bigint {
  const [a, b] = plainDecimal(amount);
  const [c, d] = plainDecimal(rate);
  const exact: Fraction = [a * c * 100n, b * d];
  const below = exact[0] / exact[1];
  const half: Fraction = [2n * below + 1n, 2n];
  if (COMPARE["<"](exact, half)) return below;
  if (COMPARE[">"](exact, half)) return below + 1n;
  return COMPARE["=="](whole(below % 2n), whole(0n)) ? below : below + 1n;
}
