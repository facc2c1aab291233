import type { Transaction } from "../../payment/transaction";
import type { PaymentName } from "../names/paymentNames";
import type { SummaryName } from "../names/summaryName";

/** Which accounts of a payment make its key: one, or both, in this order or in any. */
export type KeyedBy = "origin" | "target" | "both" | "anyOrder";

/** One way in which a payment belongs to a key. */
export interface Side {
  keyedBy: KeyedBy;
  keyOf(payment: Transaction): string;
  /** The account that the key does not tell; empty where it tells both. */
  counterpartyOf(payment: Transaction): string;
  /** Whether the account of the key paid; of two accounts, the first. */
  isOutgoing(payment: Transaction): boolean;
}

/** Whom an alert is about: one account, or one that paid another, or two in either direction. */
export type Subject = { account: string } | { origin: string; target: string } | { accounts: [string, string] };

/** The text of the key that a subject is of. */
export function keyOf(subject: Subject): string {
  if ("account" in subject) return subject.account;
  return "accounts" in subject ? subject.accounts.join(";") : `${subject.origin};${subject.target}`;
}

/** All that is special about one kind of key. */
export interface KeyKind {
  name: string;
  /** What it gathers, for people: `the payments from one account`. */
  meaning: string;
  sides: readonly Side[];
  subjectOf(key: string): Subject;
  /** `from a to b` */
  phrase(key: string): string;
  /** `of this pair`: whose payments they are, where the key itself is told beside. */
  whose: string;
  /** The accounts that paid and were paid, as far as the key tells. */
  named(key: string): { origin?: string; target?: string };
  /** Who paid whom in a payment of the key. */
  accountsOf(key: string, counterparty: string, outgoing: boolean): { origin: string; target: string };
  /** What conditions can ask for besides what every key has. */
  summaryNames: readonly SummaryName[];
  paymentNames: readonly PaymentName[];
}
