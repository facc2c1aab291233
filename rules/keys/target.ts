import { accounts } from "../names/directedNames";
import type { KeyKind } from "./key";

/** The payments to one account. */
export const target: KeyKind = {
  name: "target",
  meaning: "the payments to one account",
  sides: [
    {
      keyedBy: "target",
      keyOf: (payment) => payment.target,
      counterpartyOf: ({ origin }) => origin,
      isOutgoing: () => false,
    },
  ],
  subjectOf: (key) => ({ account: key }),
  phrase: (key) => `to ${key}`,
  whose: "to this account",
  named: (key) => ({ target: key }),
  accountsOf: (key, counterparty) => ({ origin: counterparty, target: key }),
  summaryNames: [accounts("payers")],
  paymentNames: [],
};
