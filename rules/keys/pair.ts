import type { KeyKind } from "./key";

/** The payments from one account to one other. */
export const pair: KeyKind = {
  name: "pair",
  meaning: "the payments from one account to one other",
  sides: [
    {
      keyedBy: "both",
      // Accounts hold no `;`.
      keyOf: ({ origin, target }) => `${origin};${target}`,
      counterpartyOf: () => "",
      isOutgoing: () => true,
    },
  ],
  subjectOf: (key) => accountsOf(key),
  phrase: (key) => `from ${accountsOf(key).origin} to ${accountsOf(key).target}`,
  whose: "of this pair",
  named: accountsOf,
  accountsOf,
  summaryNames: [],
  paymentNames: [],
};

function accountsOf(key: string): { origin: string; target: string } {
  const at = key.indexOf(";");
  return { origin: key.slice(0, at), target: key.slice(at + 1) };
}
