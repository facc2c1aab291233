import { z } from "zod";
import { type Written, written } from "../config/written";
import { type DatedRate, parseRate } from "../payment/conversion";
import { minorDigits } from "../payment/currencies";

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600 };

/** Payments per second from `100/s`, `6/m`, a bare number, or Infinity from `max`. */
export function rate() {
  const how = { pattern: /^(?:max|(\d[\d_]*(?:\.\d+)?)(?:\/(s|m|h))?)$/, numbers: { min: 0 } };
  return checked("a rate such as 100/s, 6/m or 0.5/s, or max", how, (text) => {
    if (text === "max") return Number.POSITIVE_INFINITY;
    const match = how.pattern.exec(text);
    if (match === null) return undefined;
    const perSecond = Number(match[1].replaceAll("_", "")) / UNIT_SECONDS[(match[2] ?? "s") as "s" | "m" | "h"];
    return perSecond > 0 ? perSecond : undefined;
  });
}

/** How much faster than the clock simulated time runs, from `60x` or a bare number; Infinity from `max`. */
export function speed() {
  const how = { pattern: /^(max|\d+(\.\d+)?x?)$/, numbers: { min: 0 } };
  return checked("a speed such as 1x, 60x or 0.5x, or max", how, (text) => {
    if (text === "max") return Number.POSITIVE_INFINITY;
    const factor = how.pattern.test(text) ? Number.parseFloat(text) : 0;
    return factor > 0 ? factor : undefined;
  });
}

/** A range of whole numbers from `4..9`, or `6` for exactly six. */
export function range({ min, max }: { min: number; max: number }) {
  const how = { pattern: /^(\d+)(?:\.\.(\d+))?$/, numbers: { min, max } };
  return checked(`a whole number or a range such as 4..9, between ${min} and ${max}`, how, (text) => {
    const match = how.pattern.exec(text);
    const from = Number(match?.[1] ?? Number.NaN);
    const to = Number(match?.[2] ?? from);
    return from >= min && from <= to && to <= max ? { min: from, max: to } : undefined;
  });
}

/** What payments are made in, from `EUR,USD=0.92,JPY=0.0062`: base, and others by what one unit of them is in units of base. */
export function currencies() {
  const how = { pattern: /^[A-Z]{3}(,[A-Z]{3}=\d+(\.\d+)?)+$/ };
  return checked("a currency and others with their rates, such as EUR,USD=0.92,JPY=0.0062", how, (text, refuse) => {
    if (!how.pattern.test(text)) return undefined;
    const [base, ...others] = text.split(",");
    if (minorDigits(base) !== 2) return refuse("a first currency of two decimal digits in ISO 4217, such as EUR");
    const rates: Record<string, DatedRate[]> = {};
    for (const other of others) {
      const [code, rate] = other.split("=");
      if (minorDigits(code) === undefined) return refuse("currencies of ISO 4217, such as USD");
      if (code === base || rates[code] !== undefined) return refuse("each currency once");
      if (parseRate(rate) === undefined)
        return refuse("rates above 0 with at most 12 digits before and behind the point");
      rates[code] = [{ fromMs: 0, rate }];
    }
    return { base, rates };
  });
}

/** Says more closely what would be right. */
export type Refuse = (expected: string) => undefined;

/** A value that `convert` knows how to read. */
export function checked<T>(
  expected: string,
  how: Omit<Written, "expected">,
  convert: (text: string, refuse: Refuse) => T | undefined,
) {
  const schema = z.unknown().transform((value, context): T => {
    let message = expected;
    const converted = convert(String(value), (instead) => {
      message = instead;
      return undefined;
    });
    if (converted !== undefined) return converted;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
  return written(schema, { expected, ...how });
}
