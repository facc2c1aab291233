import { minorDigits } from "./currencies";

/** What one unit of a currency is in units of base, from a moment on (epoch ms). */
export interface DatedRate {
  fromMs: number;
  /** A decimal as it was written; left out where there is no rate from then on. */
  rate?: string;
}

/**
 * Rates of each currency, in the order of their time; base itself is listed where there are times without rates. It travels as
 * JSON, in the settings of a `DoFn`.
 */
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
  // Payments come nearly in order of time: most find the rate of the one before. Workers begin anew with each bundle.
  const latest = new Map<string, InForce>();
  const isBaseAlways = rates[base] === undefined;
  return (minorUnits: bigint, currency: string, timestampMs: number): bigint | undefined => {
    if (isBaseAlways && currency === base) return minorUnits;
    let rate = latest.get(currency);
    if (rate === undefined || timestampMs < rate.fromMs || timestampMs >= rate.untilMs) {
      rate = inForceAt(currency, rates[currency] ?? [], timestampMs);
      if (rate === undefined) return undefined;
      latest.set(currency, rate);
    }
    return divideHalfToEven(minorUnits * rate.numerator, rate.denominator);
  };
}

/** Cents of base for one minor unit, in a span of time (epoch ms). */
interface InForce {
  fromMs: number;
  /** Exclusive. */
  untilMs: number;
  numerator: bigint;
  denominator: bigint;
}

function inForceAt(currency: string, dated: readonly DatedRate[], timestampMs: number): InForce | undefined {
  const index = dated.findLastIndex(({ fromMs }) => fromMs <= timestampMs);
  const { fromMs = 0, rate } = dated[index] ?? {};
  if (rate === undefined) return undefined;
  const digits = minorDigits(currency);
  const parsed = parseRate(rate);
  if (digits === undefined || parsed === undefined) throw new Error(`no rate of a currency: ${currency} ${rate}`);
  return {
    fromMs,
    untilMs: dated[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY,
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
