import { minorDigits } from "./currencies";

/** What one unit of a currency is in units of base, from a moment on (epoch ms): a decimal as it was written. */
export interface DatedRate {
  fromMs: number;
  rate: string;
}

/** Rates of each currency, in the order of their time. It travels as JSON, in the settings of a `DoFn`. */
export interface Rates {
  /** Of two decimal digits: what rules see is cents. */
  base: string;
  rates: Readonly<Record<string, readonly DatedRate[]>>;
}

/** How a rate is written; one of nothing but zeros is none. */
const RATE = /^(\d{1,12})(?:\.(\d{1,12}))?$/;
const BASE_DIGITS = 2;

/** A rate as two integers; undefined where the text is no rate. */
export function parseRate(text: string): { numerator: bigint; denominator: bigint } | undefined {
  const match = RATE.exec(text);
  if (match === null) return undefined;
  const [, whole, fraction = ""] = match;
  const numerator = BigInt(whole + fraction);
  return numerator === 0n ? undefined : { numerator, denominator: 10n ** BigInt(fraction.length) };
}

/**
 * Converts minor units of a currency to cents of base, at the rate in force at the payment's time (epoch ms), half to even;
 * undefined where no rate is.
 */
export function converter({ base, rates }: Rates) {
  const ratios = new Map(
    Object.entries(rates).map(([currency, dated]) => [currency, dated.map((one) => ratioOf(currency, one))] as const),
  );
  return (minorUnits: bigint, currency: string, timestampMs: number): bigint | undefined => {
    if (currency === base) return minorUnits;
    const inForce = ratios.get(currency)?.findLast(({ fromMs }) => fromMs <= timestampMs);
    return inForce && divideHalfToEven(minorUnits * inForce.numerator, inForce.denominator);
  };
}

/** Cents of base for one minor unit. */
function ratioOf(currency: string, { fromMs, rate }: DatedRate) {
  const digits = minorDigits(currency);
  const parsed = parseRate(rate);
  if (digits === undefined || parsed === undefined) throw new Error(`no rate of a currency: ${currency} ${rate}`);
  return {
    fromMs,
    numerator: parsed.numerator * 10n ** BigInt(BASE_DIGITS),
    denominator: parsed.denominator * 10n ** BigInt(digits),
  };
}

/** Neither is below 0. */
function divideHalfToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}
