import type { Transaction } from "../../payment/transaction";
import { Amount, Time, type TypeName, type Value } from "../conditions/units";
import { readNumber, writeNumber } from "../summary/numbers";
import type { Fold } from "./fold";

type Extreme = Fold<number | null>;

/** The largest amount, in cents. */
export const largest = extreme("largest", 3, "Amount", amount, Math.max, (cents) => new Amount(cents));
/** The smallest amount, in cents. */
export const smallest = extreme("smallest", 4, "Amount", amount, Math.min, (cents) => new Amount(cents));
/** When the first one was, in ms. */
export const first = extreme("first", 5, "Time", time, Math.min, (ms) => new Time(ms));
/** When the last one was, in ms. */
export const last = extreme("last", 6, "Time", time, Math.max, (ms) => new Time(ms));

function amount({ amountCents }: Transaction): number {
  return amountCents;
}

function time({ timestampMs }: Transaction): number {
  return timestampMs;
}

function extreme(
  name: string,
  code: number,
  type: TypeName,
  of: (payment: Transaction) => number,
  choose: (a: number, b: number) => number,
  read: (value: number) => Value,
): Extreme {
  const merge = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : choose(a, b));
  // Times go as distances from the first payment; 0 tells that there is none.
  const zero = (firstMs: number) => (type === "Time" ? firstMs - 1 : 0);
  return {
    name,
    code,
    type,
    grows: choose === Math.max,
    empty: () => null,
    add: (value, payment) => merge(value, of(payment)),
    merge,
    copy: (value) => value,
    read: (value) => (value === undefined || value === null ? undefined : read(value)),
    encode: (value, writer, firstMs) => writeNumber(writer, value === null ? 0 : value - zero(firstMs)),
    decode(reader, firstMs) {
      const number = readNumber(reader);
      return number === 0 ? null : number + zero(firstMs);
    },
  };
}
