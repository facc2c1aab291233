import type { Transaction } from "../../payment/transaction";
import { Amount, Time, type TypeName, type Value } from "../conditions/units";
import { MERGING } from "../summary/merging";
import { readInteger, writeInteger } from "../summary/numbers";
import type { Fold } from "./fold";

type Extreme = Fold<number | null>;

/** The largest amount, in cents. */
export const largest = extreme("largest", MERGING.greatest, "Amount", amount, Math.max, (cents) => new Amount(cents));
/** The smallest amount, in cents. */
export const smallest = extreme("smallest", MERGING.least, "Amount", amount, Math.min, (cents) => new Amount(cents));
/** When the first one was, in ms. */
export const first = extreme("first", 8 + MERGING.least, "Time", time, Math.min, (ms) => new Time(ms));
/** When the last one was, in ms. */
export const last = extreme("last", 8 + MERGING.greatest, "Time", time, Math.max, (ms) => new Time(ms));

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
    encode: (value, writer) => writeInteger(writer, value),
    decode: (reader) => readInteger(reader) as number | null,
  };
}
