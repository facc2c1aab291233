import { Count } from "../conditions/units";
import { readNumber, writeNumber } from "../summary/numbers";
import type { Fold } from "./fold";

/** How many payments. */
export const count: Fold<number> = {
  name: "count",
  code: 1,
  type: "Count",
  grows: true,
  empty: () => 0,
  add: (value) => value + 1,
  merge: (value, other) => value + other,
  copy: (value) => value,
  read: (value) => (value === undefined ? undefined : new Count(value)),
  encode: (value, writer) => writeNumber(writer, value),
  decode: (reader) => readNumber(reader),
};
