import { accounts } from "../names/directedNames";
import type { KeyKind } from "./key";

/** The payments from one account. */
export const origin: KeyKind = {
  name: "origin",
  meaning: "the payments from one account",
  sides: [
    {
      keyedBy: "origin",
      keyOf: (payment) => payment.origin,
      counterpartyOf: ({ target }) => target,
      isOutgoing: () => true,
    },
  ],
  subjectOf: (key) => ({ account: key }),
  phrase: (key) => `from ${key}`,
  whose: "from this account",
  named: (key) => ({ origin: key }),
  accountsOf: (key, counterparty) => ({ origin: key, target: counterparty }),
  summaryNames: [accounts("payees")],
  paymentNames: [],
};
