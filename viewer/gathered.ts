import type { Alert } from "../transforms/alert";

type Pair = { origin: string; target: string };

/** All that is special about alerts of payments that were gathered in one way. */
export interface Gathered {
  /** Accounts that the alert itself must name. */
  named: readonly ("origin" | "target")[];
  /** What its subject must name, where that tells more. */
  subject?: "account" | "accounts";
  /** Who is on the other side of a payment of `account`; missing where both sides are told. */
  other?(payment: Pair, account?: string): { name: string; pays: boolean };
}

export const GATHERED: Record<Alert["grouping"], Gathered> = {
  pair: { named: ["origin", "target"] },
  origin: { named: ["origin"], other: ({ target }) => ({ name: target, pays: false }) },
  target: { named: ["target"], other: ({ origin }) => ({ name: origin, pays: true }) },
  account: {
    named: [],
    subject: "account",
    other: ({ origin, target }, account) =>
      target === account ? { name: origin, pays: true } : { name: target, pays: false },
  },
  between: { named: [], subject: "accounts" },
};
