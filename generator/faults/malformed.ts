import { formatCents } from "../../payment/money";
import { type DeadLetterReason, formatTransaction, type Transaction } from "../../payment/transaction";
import type { FormatLine } from "../output/outgoing";
import type { Random } from "../traffic/random";

/** A way to write a transaction that no detector may take, and why it must say so. */
export interface Break {
  format: FormatLine;
  reason: DeadLetterReason;
}

const withTime =
  (time: string): FormatLine =>
  ({ origin, target, amountCents }) =>
    `${time};${origin};${target};${formatCents(amountCents)}`;
const withAmount =
  (amount: string): FormatLine =>
  ({ timestampMs, origin, target }) =>
    `${new Date(timestampMs).toISOString()};${origin};${target};${amount}`;
const withOrigin =
  (rename: (transaction: Transaction) => string): FormatLine =>
  (transaction) =>
    formatTransaction({ ...transaction, origin: rename(transaction) });

/** Every way in which lines go wrong in practice, with the reason each is to be refused for. */
export const BREAKS: readonly [DeadLetterReason, FormatLine][] = [
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

/** Gives every known way to break a line, one after the other, from a random one on. */
export function createBreaker(random: Random): () => Break {
  let next = random.integer(0, BREAKS.length - 1);
  return () => {
    const [reason, format] = BREAKS[next];
    next = (next + 1) % BREAKS.length;
    return { format, reason };
  };
}

/** The line with an account that starts with a byte no UTF-8 text can hold. */
function spoilBytes(line: string): Uint8Array {
  const bytes = new TextEncoder().encode(line);
  bytes[line.indexOf(";") + 1] = 0xff;
  return bytes;
}
