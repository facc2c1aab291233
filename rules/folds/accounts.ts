import { Count } from "../conditions/units";
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
  code: 7,
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
    writer.uint32(value === "more" ? 0 : value.size + 1);
    if (value !== "more") for (const account of value) writer.string(account);
  },
  decode(reader) {
    const size = reader.uint32() - 1;
    if (size < 0) return "more";
    const value = new Set<string>();
    for (let i = 0; i < size; i++) value.add(reader.string());
    return value;
  },
};
