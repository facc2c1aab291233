import { formatDuration } from "../../config/values";
import { formatTimestamp } from "../../payment/timestamp";
import { Exact, multiply } from "./exact";

/** An amount of money, in cents. */
export class Amount extends Exact {}
/** How many payments or accounts. */
export class Count extends Exact {}
/** A number without a unit: one that is written in a rule, or a ratio. */
export class Plain extends Exact {
  private cents?: Amount;

  /** The number read as an amount: `10000` in `total > 10000`. */
  get asAmount(): Amount {
    this.cents ??= multiply(this, A_HUNDRED, Amount);
    return this.cents;
  }
}
const A_HUNDRED = new Plain(100);

/** A length of time, in milliseconds. */
export class Duration extends Exact {}
/** A moment, in milliseconds since 1970 UTC. */
export class Time extends Exact {}

export const UNITS = { Amount, Count, Number: Plain, Duration, Time } as const;
export type UnitName = keyof typeof UNITS;
/** What a name in a condition can stand for. */
export type Value = Exact | string | boolean;
export type TypeName = UnitName | "string" | "bool";

export function typeOf(value: Value): TypeName {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  return (Object.keys(UNITS) as UnitName[]).find((name) => value.constructor === UNITS[name]) as UnitName;
}

/** How a type is called in a message. */
export const TYPE_WORDS: Record<TypeName, string> = {
  Amount: "an amount",
  Count: "a count",
  Number: "a number",
  Duration: "a duration",
  Time: "a time",
  string: "a text",
  bool: "a condition",
};

/** A value as a person reads it; what is no decimal is rounded to six digits. */
export function show(value: Value): string {
  if (!(value instanceof Exact)) return String(value);
  if (value instanceof Time) return formatTimestamp(Number(value.numerator) / Number(value.denominator));
  if (value instanceof Duration) return formatDuration(Math.round(Number(value.numerator) / Number(value.denominator)));
  return decimal(BigInt(value.numerator), BigInt(value.denominator) * (value instanceof Amount ? 100n : 1n));
}

const MILLION = 1_000_000n;

function decimal(numerator: bigint, denominator: bigint): string {
  if (numerator < 0n) return `-${decimal(-numerator, denominator)}`;
  const millionths = (2n * numerator * MILLION + denominator) / (2n * denominator);
  const fraction = String(millionths % MILLION)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${millionths / MILLION}${fraction && `.${fraction}`}`;
}
