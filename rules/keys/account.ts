import { accounts, amountIn, countIn } from "../names/directedNames";
import { incoming, outgoing } from "../names/paymentNames";
import type { KeyKind } from "./key";
import { origin } from "./origin";
import { target } from "./target";

/** All payments of one account: each payment belongs to its origin, as sent, and to its target, as received. */
export const account: KeyKind = {
  name: "account",
  meaning: "the payments from one account and those to it",
  sides: [...origin.sides, ...target.sides],
  subjectOf: (key) => ({ account: key }),
  phrase: (key) => `from and to ${key}`,
  whose: "of this account",
  named: () => ({}),
  accountsOf: (key, counterparty, isOutgoing) =>
    isOutgoing ? { origin: key, target: counterparty } : { origin: counterparty, target: key },
  summaryNames: [
    amountIn("sent", "outgoing"),
    amountIn("received", "incoming"),
    countIn("sentCount", "outgoing"),
    countIn("receivedCount", "incoming"),
    accounts("payers", "incoming"),
    accounts("payees", "outgoing"),
  ],
  paymentNames: [incoming, outgoing],
};
