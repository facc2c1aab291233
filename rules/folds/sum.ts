import { addCents, type SumCents } from "../../payment/money";
import { Amount } from "../conditions/units";
import { MERGING } from "../summary/merging";
import { readInteger, writeInteger } from "../summary/numbers";
import type { Fold } from "./fold";

/** The sum of the amounts, in cents, exact at any size. */
export const sum: Fold<SumCents> = {
  name: "sum",
  code: 8 + MERGING.sum,
  type: "Amount",
  grows: true,
  empty: () => 0,
  add: (value, { amountCents }) => addCents(value, amountCents),
  merge: addCents,
  copy: (value) => value,
  read: (value) => (value === undefined ? undefined : new Amount(value)),
  encode: (value, writer) => writeInteger(writer, value),
  decode: (reader) => readInteger(reader) ?? 0,
};
