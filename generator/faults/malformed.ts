import { formatCents } from "../../transforms/money";
import { type DeadLetterReason, formatTransaction, type Transaction } from "../../transforms/transaction";
import type { Random } from "../traffic/random";

/** A line that is no transaction, and why a detector must say so. */
export interface MalformedLine {
  /** Bytes where no text could hold it. */
  line: string | Uint8Array;
  reason: DeadLetterReason;
}

type Break = (transaction: Transaction) => string | Uint8Array;

const withTime =
  (time: string): Break =>
  ({ origin, target, amountCents }) =>
    `${time};${origin};${target};${formatCents(amountCents)}`;
const withAmount =
  (amount: string): Break =>
  ({ timestampMs, origin, target }) =>
    `${new Date(timestampMs).toISOString()};${origin};${target};${amount}`;
const withOrigin =
  (rename: (transaction: Transaction) => string): Break =>
  (transaction) =>
    formatTransaction({ ...transaction, origin: rename(transaction) });

/** Every way in which lines go wrong in practice, with the reason each is to be refused for. */
export const BREAKS: readonly [DeadLetterReason, Break][] = [
  ["field-count", (transaction) => formatTransaction(transaction).split(";").slice(0, 3).join(";")],
  ["bad-amount", withAmount("12,50")],
  ["bad-timestamp", withTime("yesterday")],
  ["same-accounts", withOrigin(({ target }) => target)],
  ["field-count", (transaction) => `${formatTransaction(transaction)};EUR`],
  ["bad-amount", withAmount("NaN")],
  ["bad-timestamp", withTime("2017-02-30T01:06:47Z")],
  ["bad-account", withOrigin(() => "")],
  ["invalid-utf8", (transaction) => spoilBytes(formatTransaction(transaction))],
  ["bad-amount", withAmount("-250")],
  ["future-timestamp", withTime("2999-01-01T00:00:00Z")],
  ["nul-character", withOrigin(({ origin }) => `${origin}\0`)],
  ["bad-amount", withAmount("0")],
  ["bad-timestamp", withTime("0000-01-01T00:00:00Z")],
  ["bad-account", withOrigin(() => "X".repeat(300))],
  ["bad-amount", withAmount("1e3")],
  ["field-count", () => "#"],
  ["bad-amount", withAmount("19.999")],
  ["bad-timestamp", withTime("")],
  ["bad-amount", withAmount("1000000000000000")],
];

/** Breaks payments in every known way, one after the other, from a random way on. */
export function createBreaker(random: Random): (transaction: Transaction) => MalformedLine {
  let next = random.integer(0, BREAKS.length - 1);
  return (transaction) => {
    const [reason, breakLine] = BREAKS[next];
    next = (next + 1) % BREAKS.length;
    return { line: breakLine(transaction), reason };
  };
}

/** The line with an account that starts with a byte no UTF-8 text can hold. */
function spoilBytes(line: string): Uint8Array {
  const bytes = new TextEncoder().encode(line);
  bytes[line.indexOf(";") + 1] = 0xff;
  return bytes;
}
