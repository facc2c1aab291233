import type { Reader, Writer } from "protobufjs";
import { type Extras, extrasOf, type Transaction } from "../../payment/transaction";
import { readNumber, writeNumber } from "./numbers";
import { compareTexts } from "./texts";

/** A payment as evidence inside a summary, without what the key tells anyway. */
export interface Evidence extends Extras {
  timestampMs: number;
  amountCents: number;
  /** The account that the key does not name; empty where it names both. */
  counterparty: string;
  outgoing: boolean;
}

export function evidenceOf(payment: Transaction, counterparty: string, outgoing: boolean): Evidence {
  const { timestampMs, amountCents } = payment;
  const extras = extrasOf(payment);
  if (extras === undefined) return { timestampMs, amountCents, counterparty, outgoing };
  return { timestampMs, amountCents, counterparty, outgoing, ...extras };
}

/** The `limit` earliest in a total order, so that equal payments give equal evidence in whatever order they came. */
export function earliest(payments: readonly Evidence[], limit: number): Evidence[] {
  return payments.toSorted(byTime).slice(0, limit);
}

/** At most twice `limit` payments, unordered, with the `limit` earliest among them. */
export function addEvidence(kept: Evidence[], payment: Evidence, limit: number): Evidence[] {
  kept.push(payment);
  // Sorting only when the list has doubled keeps a window of any size cheap.
  return kept.length >= 2 * limit ? earliest(kept, limit) : kept;
}

function byTime(a: Evidence, b: Evidence): number {
  return (
    a.timestampMs - b.timestampMs ||
    compareTexts(a.counterparty, b.counterparty) ||
    Number(b.outgoing) - Number(a.outgoing) ||
    a.amountCents - b.amountCents ||
    compareTexts(a.id ?? "", b.id ?? "") ||
    compareTexts(a.paid ?? "", b.paid ?? "")
  );
}

/** The `limit` earliest as numbered texts, first that limit: each with the distance in ms from the one before. */
export function encodeEvidence(payments: readonly Evidence[], limit: number, writer: Writer): void {
  const first = payments.length > 1 ? earliest(payments, limit) : payments;
  writer.uint32(limit);
  writer.uint32(first.length);
  let beforeMs = 0;
  for (const payment of first) {
    writeNumber(writer, payment.timestampMs - beforeMs);
    writer.string(textOf(payment));
    beforeMs = payment.timestampMs;
  }
}

/** What `encodeEvidence` wrote. Throws a `RangeError` for bytes that end too early. */
export function decodeEvidence(reader: Reader): { limit: number; payments: Evidence[] } {
  const limit = reader.uint32();
  const payments: Evidence[] = [];
  let timestampMs = 0;
  for (let left = reader.uint32(); left > 0; left--) {
    timestampMs += readNumber(reader);
    payments.push(ofText(reader.string(), timestampMs));
  }
  return { limit, payments };
}

/** Characters that stand for a number of digits, of a payment out and of one in. */
const OUT = 64;
const IN = 96;
const BASE = 36;

/**
 * In the order of UTF-8 as `byTime` has it: the account, which has no NUL, then the direction, then the amount, of which one
 * with more digits is larger, then the id, if there is one, which has no NUL, then what was paid, if that was converted.
 */
function textOf({ counterparty, outgoing, amountCents, id = "", paid }: Evidence): string {
  const digits = amountCents.toString(BASE);
  const converted = paid === undefined ? "" : `\0${paid}`;
  return `${counterparty}\0${String.fromCharCode((outgoing ? OUT : IN) + digits.length)}${digits}${id}${converted}`;
}

function ofText(text: string, timestampMs: number): Evidence {
  const end = text.indexOf("\0");
  const way = text.charCodeAt(end + 1);
  const outgoing = way < IN;
  const idStart = end + 2 + way - (outgoing ? OUT : IN);
  const amountCents = Number.parseInt(text.slice(end + 2, idStart), BASE);
  const counterparty = text.slice(0, end);
  if (idStart >= text.length) return { timestampMs, amountCents, counterparty, outgoing };
  const idEnd = text.indexOf("\0", idStart);
  if (idEnd < 0) return { timestampMs, amountCents, counterparty, outgoing, id: text.slice(idStart) };
  const evidence: Evidence = { timestampMs, amountCents, counterparty, outgoing, paid: text.slice(idEnd + 1) };
  if (idEnd > idStart) evidence.id = text.slice(idStart, idEnd);
  return evidence;
}
