import { Count } from "../conditions/units";
import { MERGING } from "../summary/merging";
import { readShort, writeInteger } from "../summary/numbers";
import type { Fold } from "./fold";

/** How many payments. */
export const count: Fold<number> = {
  name: "count",
  code: MERGING.sum,
  type: "Count",
  grows: true,
  empty: () => 0,
  add: (value) => value + 1,
  merge: (value, other) => value + other,
  copy: (value) => value,
  read: (value) => (value === undefined ? undefined : new Count(value)),
  encode: (value, writer) => writeInteger(writer, value),
  decode: (reader) => readShort(reader),
};
