import { closeSync } from "node:fs";
import { type InputFormat, LINES } from "../../payment/formats/inputFormat";
import { createPaymentReader } from "../../payment/formats/paymentReader";
import { addCents, type SumCents } from "../../payment/money";
import { Malformed, type Transaction } from "../../payment/transaction";
import { openInput } from "../embedded/openInput";
import { type Line, readLines } from "../embedded/readLines";
import { withHeader } from "../embedded/withHeader";
import type { PaymentParts, PaymentRef } from "./labels/labelledScheme";

/** What an archive holds, rules aside. */
export interface Archive {
  payments: number;
  totalCents: SumCents;
  /** Times of the first and the last payment, ms. */
  firstMs: number;
  lastMs: number;
  /** The furthest that a payment lies behind one that came before it, ms. */
  disorderMs: number;
  /** Every UTC day between the first payment and the last, counted from 1970. */
  days: number[];
  /** The payments that labels name. */
  named: Map<PaymentRef, Transaction[]>;
}

export const DAY_MS = 86_400_000;

/** Reads an archive once, looks up what labels name, and judges nothing. */
export function scanArchive(
  file: string,
  refs: readonly PaymentRef[],
  latestMs: number,
  described: InputFormat = LINES,
): Archive {
  const descriptor = openInput(file);
  const lines = readLines(descriptor, file);
  const format = withHeader(described, lines);
  const scan = archiveScan(refs, latestMs, format, format === described ? 0 : 1);
  for (const line of lines) scan.take(line);
  if (descriptor !== 0) closeSync(descriptor);
  return scan.archive();
}

/**
 * Gets to know an archive line by line. Each of its streams, such as the partitions of a topic, has an order of its own.
 * `headerLines`: lines before the first one that is taken.
 */
export function archiveScan(refs: readonly PaymentRef[], latestMs: number, format: InputFormat, headerLines = 0) {
  const reader = createPaymentReader(format);
  const seek = seeker(refs);
  const found = { payments: 0, totalCents: 0 as SumCents, firstMs: Infinity, lastMs: -Infinity, disorderMs: 0 };
  const newest: number[] = [];
  let number = headerLines;
  return {
    take(line: Line, stream = 0): void {
      number++;
      if (typeof line !== "string" && "wholeBytes" in line) return;
      const payment = reader.read(line, latestMs);
      if (payment instanceof Malformed) return;
      const { timestampMs, amountCents } = payment;
      found.payments++;
      found.totalCents = addCents(found.totalCents, amountCents);
      if (timestampMs < found.firstMs) found.firstMs = timestampMs;
      if (timestampMs > found.lastMs) found.lastMs = timestampMs;
      const newestMs = newest[stream] ?? timestampMs;
      if (timestampMs >= newestMs) newest[stream] = timestampMs;
      else if (newestMs - timestampMs > found.disorderMs) found.disorderMs = newestMs - timestampMs;
      seek.look(payment, number);
    },
    archive: (): Archive => ({ ...found, days: daysBetween(found.firstMs, found.lastMs), named: seek.named }),
  };
}

function daysBetween(firstMs: number, lastMs: number): number[] {
  if (lastMs < firstMs) return [];
  const first = Math.floor(firstMs / DAY_MS);
  return Array.from({ length: Math.floor(lastMs / DAY_MS) - first + 1 }, (_, i) => first + i);
}

/** Finds payments by line, by id, or by time first, which tells nearly all others apart at the price of a number. */
function seeker(refs: readonly PaymentRef[]) {
  const byLine = new Map<number, PaymentRef[]>();
  const byId = new Map<string, PaymentRef[]>();
  const byTime = new Map<number, PaymentParts[]>();
  for (const ref of refs) {
    if ("line" in ref) add(byLine, ref.line, ref);
    else if ("id" in ref) add(byId, ref.id, ref);
    else add(byTime, ref.timestampMs, ref);
  }
  const named = new Map<PaymentRef, Transaction[]>();
  return {
    named,
    look(payment: Transaction, line: number): void {
      for (const ref of byLine.get(line) ?? []) add(named, ref, payment);
      if (payment.id !== undefined) for (const ref of byId.get(payment.id) ?? []) add(named, ref, payment);
      for (const ref of byTime.get(payment.timestampMs) ?? []) if (isSame(ref, payment)) add(named, ref, payment);
    },
  };
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function isSame(ref: PaymentParts, { origin, target, amountCents }: Transaction): boolean {
  return ref.origin === origin && ref.target === target && (ref.amountCents ?? amountCents) === amountCents;
}
