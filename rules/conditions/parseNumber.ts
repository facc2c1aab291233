import { Plain } from "./units";

/** A number as it is written, `0.8` or `10000`, exactly; undefined where it is too long to be meant. */
export function parseNumber(text: string): Plain | undefined {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction = ""] = match;
  const numerator = BigInt(`${sign}${whole}${fraction}`);
  const small = Number(numerator);
  return new Plain(Number.isSafeInteger(small) ? small : numerator, 10 ** fraction.length);
}
