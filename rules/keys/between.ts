import { thereAndBack } from "../names/thereAndBack";
import type { KeyKind } from "./key";

/** The payments between two accounts, in either direction. */
export const between: KeyKind = {
  name: "between",
  meaning: "the payments between two accounts, in either direction",
  sides: [
    {
      keyedBy: "anyOrder",
      keyOf: ({ origin, target }) => (origin < target ? `${origin};${target}` : `${target};${origin}`),
      counterpartyOf: () => "",
      isOutgoing: ({ origin, target }) => origin < target,
    },
  ],
  subjectOf: (key) => ({ accounts: accountsOf(key) }),
  phrase: (key) => `between ${accountsOf(key).join(" and ")}`,
  whose: "between these accounts",
  named: () => ({}),
  accountsOf(key, _, isOutgoing) {
    const [first, second] = accountsOf(key);
    return isOutgoing ? { origin: first, target: second } : { origin: second, target: first };
  },
  summaryNames: thereAndBack,
  paymentNames: [],
};

function accountsOf(key: string): [string, string] {
  const at = key.indexOf(";");
  return [key.slice(0, at), key.slice(at + 1)];
}
