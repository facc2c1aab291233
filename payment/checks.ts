import { Malformed, show } from "./malformed";
import { MAX_AMOUNT_CENTS } from "./money";
import { MAX_TIMESTAMP_LENGTH } from "./timestamp";

// What every payment is held to, however it is written. `found`: what the record says, for the message.

const MAX_ACCOUNT_BYTES = 256;
const MAX_ID_BYTES = 128;
/** Characters of a record that the accounts of its transaction may keep in memory. */
const MAX_SHARED_LENGTH = 160;

export const EXPECTED_TIME = "RFC 3339 such as 2017-07-23T01:06:47Z, or RFC 850 in UTC, from 1970 on";
export const EXPECTED_AMOUNT = "a decimal above 0 and up to 10^12 with at most 2 fraction digits";

/**
 * NaN is no time. One after `latestMs` (epoch ms) is refused: one such payment would move the watermark and end everybody's
 * sessions.
 */
export function checkTime(
  timestampMs: number,
  found: string,
  latestMs: number,
  expected = EXPECTED_TIME,
): Malformed | undefined {
  if (Number.isNaN(timestampMs)) return badTimestamp(found, expected);
  if (timestampMs <= latestMs) return undefined;
  return new Malformed(
    "future-timestamp",
    `found ${show(found)}, later than the clock allows (${new Date(latestMs).toISOString()})`,
  );
}

function badTimestamp(found: string, expected: string): Malformed {
  const { length } = found;
  const isLong = length > MAX_TIMESTAMP_LENGTH;
  const [size, atMost] = isLong ? [` of ${length} characters`, `, of at most ${MAX_TIMESTAMP_LENGTH}`] : ["", ""];
  return new Malformed("bad-timestamp", `found ${show(found)}${size}, expected ${expected}${atMost}`);
}

/** A payment's own id. */
export function checkId(id: string): Malformed | undefined {
  if (id.includes("\0")) return new Malformed("bad-id", `found ${show(id)}, which has a NUL character`);
  const bytes = Buffer.byteLength(id);
  if (bytes <= MAX_ID_BYTES) return undefined;
  return new Malformed("bad-id", `found ${show(id)} of ${bytes} bytes, expected at most ${MAX_ID_BYTES}`);
}

/** `name`: which of the two accounts it is. */
export function checkAccount(name: string, account: string): Malformed | undefined {
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

export function checkTwoAccounts(origin: string, target: string): Malformed | undefined {
  if (origin !== target) return undefined;
  return new Malformed("same-accounts", `origin and target are both ${show(origin)}, expected two accounts`);
}

/** NaN is no amount, Infinity too large a one. */
export function checkAmount(amountCents: number, found: string, expected = EXPECTED_AMOUNT): Malformed | undefined {
  if (amountCents > 0 && amountCents <= MAX_AMOUNT_CENTS) return undefined;
  return new Malformed("bad-amount", `found ${show(found)}, expected ${expected}`);
}

/** A part of a text of `wholeLength` that does not keep the whole of it in memory, as JavaScript's `slice` does. */
export function ownText(part: string, wholeLength: number): string {
  if (wholeLength <= MAX_SHARED_LENGTH) return part;
  return Buffer.from(part, "utf16le").toString("utf16le");
}
