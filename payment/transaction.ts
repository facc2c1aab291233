import { formatCents, MAX_AMOUNT_CENTS, parseCents } from "./money";
import { formatTimestamp, MAX_TIMESTAMP_LENGTH, parseTimestamp } from "./timestamp";

/** One payment. On the wire: `timestamp;origin;target;amount`. */
export interface Transaction {
  /** Epoch milliseconds. */
  timestampMs: number;
  origin: string;
  target: string;
  /** Integer cents, above 0. */
  amountCents: number;
}

export const DEAD_LETTER_REASONS = [
  "invalid-utf8",
  "nul-character",
  "field-count",
  "bad-timestamp",
  "future-timestamp",
  "bad-account",
  "same-accounts",
  "bad-amount",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** Why a line is no transaction: a code to count by, and a sentence with what was found and what would be right. */
export class Malformed {
  constructor(
    readonly reason: DeadLetterReason,
    readonly detail: string,
  ) {}
}

const MAX_ACCOUNT_BYTES = 256;
/** Characters of a line that the accounts of its transaction may keep in memory. */
const MAX_SHARED_LENGTH = 160;
const FIELDS = "timestamp;origin;target;amount";

/**
 * Reads one line, or says why it is none. A time after `latestMs` (epoch ms) is refused: one such payment would move
 * the watermark and end everybody's sessions.
 */
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
  if (Number.isNaN(timestampMs)) return badTimestamp(timestamp);
  if (timestampMs > latestMs) {
    return new Malformed(
      "future-timestamp",
      `found ${show(timestamp)}, later than the clock allows (${new Date(latestMs).toISOString()})`,
    );
  }
  const accounts = checkAccount("origin", origin) ?? checkAccount("target", target);
  if (accounts !== undefined) return accounts;
  if (origin === target)
    return new Malformed("same-accounts", `origin and target are both ${show(origin)}, expected two accounts`);
  const amountCents = parseCents(amount);
  if (!(amountCents > 0 && amountCents <= MAX_AMOUNT_CENTS)) {
    return new Malformed(
      "bad-amount",
      `found ${show(amount)}, expected a decimal above 0 and up to 10^12 with at most 2 fraction digits`,
    );
  }
  if (line.length <= MAX_SHARED_LENGTH) return { timestampMs, origin, target, amountCents };
  return { timestampMs, origin: ownText(origin), target: ownText(target), amountCents };
}

/** A part of a text that does not keep the whole of it in memory, as JavaScript's `slice` does. */
function ownText(part: string): string {
  return Buffer.from(part, "utf16le").toString("utf16le");
}

function badTimestamp(found: string): Malformed {
  const expected = "RFC 3339 such as 2017-07-23T01:06:47Z, or RFC 850 in UTC, from 1970 on";
  const { length } = found;
  const isLong = length > MAX_TIMESTAMP_LENGTH;
  const [size, atMost] = isLong ? [` of ${length} characters`, `, of at most ${MAX_TIMESTAMP_LENGTH}`] : ["", ""];
  return new Malformed("bad-timestamp", `found ${show(found)}${size}, expected ${expected}${atMost}`);
}

function checkAccount(name: string, account: string): Malformed | undefined {
  if (account === "") return new Malformed("bad-account", `${name} is empty, expected an account`);
  if (account.includes("\0")) return new Malformed("nul-character", `${name} ${show(account)} has a NUL character`);
  // A character takes at most 3 bytes of UTF-8 per UTF-16 unit.
  if (account.length * 3 <= MAX_ACCOUNT_BYTES) return undefined;
  const bytes = Buffer.byteLength(account);
  if (bytes <= MAX_ACCOUNT_BYTES) return undefined;
  return new Malformed(
    "bad-account",
    `${name} ${show(account)} has ${bytes} bytes, expected at most ${MAX_ACCOUNT_BYTES}`,
  );
}

/** Found text for a message: quoted, and short even where the line has megabytes. */
function show(found: string): string {
  return JSON.stringify(found.length > 64 ? `${found.slice(0, 64)}…` : found);
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
