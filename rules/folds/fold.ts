import type { Reader, Writer } from "protobufjs";
import type { Transaction } from "../../payment/transaction";
import type { TypeName, Value } from "../conditions/units";

/**
 * Something that is kept of payments: the same in whatever order and grouping they are added. A value may be changed in
 * place by who owns it, so what `add` and `merge` return takes the place of their first argument.
 */
export interface Fold<V> {
  name: string;
  /** Tells it in encoded summaries, of 4 bits, never used for another one; the last three tell how it is merged there. */
  code: number;
  /** What a condition gets to see. */
  type: TypeName;
  /** What is read only ever grows as payments are added. */
  grows: boolean;
  /** What is kept of no payment. */
  empty(): V;
  add(value: V, payment: Transaction, counterparty: string): V;
  merge(value: V, other: V): V;
  copy(value: V): V;
  /** Undefined where there is no answer: the largest of none. */
  read(value: V | undefined): Value | undefined;
  encode(value: V, writer: Writer): void;
  decode(reader: Reader): V;
}
