import { checkAccount, checkAmount, checkTime, checkTwoAccounts, ownText } from "./checks";
import { Malformed } from "./malformed";
import { formatCents, parseCents } from "./money";
import { formatTimestamp, parseTimestamp } from "./timestamp";

export { DEAD_LETTER_REASONS, type DeadLetterReason, LINE_REASONS, Malformed } from "./malformed";

/** One payment. On the wire: `timestamp;origin;target;amount`. */
export interface Transaction {
  /** Epoch milliseconds. */
  timestampMs: number;
  origin: string;
  target: string;
  /** Integer cents, above 0. */
  amountCents: number;
  /** What whoever made it calls it, at most 128 bytes, where the input says it; of lines there is none. */
  id?: string;
  /** What was paid, where it was converted: `200000 JPY`, with all digits that the currency has. */
  paid?: string;
}

/** What only some payments have. */
export type Extras = Pick<Transaction, "id" | "paid">;

/** Undefined where there is none, so that payments without them stay as small as they are. */
export function extrasOf({ id, paid }: Extras): Extras | undefined {
  if (paid === undefined) return id === undefined ? undefined : { id };
  return id === undefined ? { paid } : { id, paid };
}

const FIELDS = "timestamp;origin;target;amount";

/** Reads one line, or says why it is none. A time after `latestMs` (epoch ms) is refused. */
export function parseTransaction(line: string, latestMs: number): Transaction | Malformed {
  const first = line.indexOf(";");
  const second = line.indexOf(";", first + 1);
  const third = line.indexOf(";", second + 1);
  if (first < 0 || second < 0 || third < 0 || line.indexOf(";", third + 1) >= 0) {
    const found = line.split(";", 1_000).length;
    return new Malformed(
      "field-count",
      `found ${found === 1_000 ? "1000 or more" : found} field${found === 1 ? "" : "s"}, expected 4: ${FIELDS}`,
    );
  }
  const timestamp = line.slice(0, first);
  const origin = line.slice(first + 1, second);
  const target = line.slice(second + 1, third);
  const amount = line.slice(third + 1);
  const timestampMs = parseTimestamp(timestamp);
  const amountCents = parseCents(amount);
  const malformed =
    checkTime(timestampMs, timestamp, latestMs) ??
    checkAccount("origin", origin) ??
    checkAccount("target", target) ??
    checkTwoAccounts(origin, target) ??
    checkAmount(amountCents, amount);
  if (malformed !== undefined) return malformed;
  return {
    timestampMs,
    origin: ownText(origin, line.length),
    target: ownText(target, line.length),
    amountCents,
  };
}

/** The line of a transaction, time in UTC with milliseconds. */
export function formatTransaction(transaction: Transaction): string {
  const { timestampMs, origin, target, amountCents } = transaction;
  return `${formatTimestamp(timestampMs)};${origin};${target};${formatCents(amountCents)}`;
}

/** The Kafka record key of a transaction: all payments of a pair share a partition. */
export function transactionKey(transaction: Transaction): string {
  return `${transaction.origin};${transaction.target}`;
}
