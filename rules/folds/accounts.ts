import { Count } from "../conditions/units";
import { MERGING } from "../summary/merging";
import { compareTexts } from "../summary/texts";
import type { Fold } from "./fold";

/**
 * So many different accounts are told apart. One more, and they are only known to be more: `MAX_ACCOUNTS + 1`, whatever
 * order they came in, and none of them is kept any longer.
 */
export const MAX_ACCOUNTS = 1_000;

type Accounts = Set<string> | "more";

/** How many different accounts are on the other side. */
export const accounts: Fold<Accounts> = {
  name: "accounts",
  code: MERGING.texts,
  type: "Count",
  grows: true,
  empty: () => new Set(),
  add(value, _, counterparty) {
    if (value === "more") return value;
    value.add(counterparty);
    return value.size > MAX_ACCOUNTS ? "more" : value;
  },
  merge(value, other) {
    if (value === "more" || other === "more") return "more";
    for (const account of other) value.add(account);
    return value.size > MAX_ACCOUNTS ? "more" : value;
  },
  copy: (value) => (value === "more" ? value : new Set(value)),
  read(value) {
    if (value === undefined) return undefined;
    return new Count(value === "more" ? MAX_ACCOUNTS + 1 : value.size);
  },
  encode(value, writer) {
    writer.uint32(MAX_ACCOUNTS);
    writer.uint32(value === "more" ? 0 : value.size + 1);
    if (value === "more") return;
    const ascending = value.size > 1 ? [...value].sort(compareTexts) : value;
    for (const account of ascending) writer.string(account);
  },
  decode(reader) {
    reader.uint32(); // The bound it was written with.
    const size = reader.uint32() - 1;
    if (size < 0) return "more";
    const value = new Set<string>();
    for (let i = 0; i < size; i++) value.add(reader.string());
    return value;
  },
};
