import TinyQueue from "tinyqueue";
import { formatCents } from "../../payment/money";
import { formatTransaction, transactionKey } from "../../payment/transaction";
import type { FormatLine, OutgoingLine } from "../output/outgoing";
import type { Payment } from "../schemes/traffic";
import type { Random } from "../traffic/random";
import { createBreaker } from "./malformed";

/** Shares between 0 and 1, and delays in ms. */
export interface FaultSettings {
  late: number;
  lateByMs: number;
  outOfOrder: number;
  outOfOrderByMs: number;
  duplicates: number;
  malformed: number;
  offsets: number;
  /** Lines that may wait for their turn. While so many do, others are not delayed: memory has a bound at any rate. */
  mostDelayed: number;
  /** How payments are written that are neither malformed nor told in other time zones. */
  write?: FormatLine;
}

/**
 * Turns payments, in order of time, into lines in the order in which they leave. Delayed ones keep their own time, and
 * a duplicate follows its line. Schemes are never malformed, so that the ground truth holds.
 */
export function* toLines(payments: Iterable<Payment>, random: Random, faults: FaultSettings): Generator<OutgoingLine> {
  const delayed = new TinyQueue<OutgoingLine>([], (a, b) => a.dueMs - b.dueMs);
  const nextBreak = createBreaker(random);
  const isFaulty = faults.late + faults.outOfOrder + faults.duplicates + faults.malformed + faults.offsets > 0;
  const { write = formatTransaction } = faults;
  for (const payment of payments) {
    const { timestampMs } = payment.transaction;
    if (!isFaulty) {
      yield lineOf(payment, write);
      continue;
    }
    for (let next = delayed.peek(); next !== undefined && next.dueMs <= timestampMs; next = delayed.peek()) {
      delayed.pop();
      yield next;
    }
    if (payment.scheme === undefined && random.next() < faults.malformed) {
      yield { ...lineOf(payment, nextBreak().format), payment: undefined };
      continue;
    }
    const format = random.next() < faults.offsets ? drawOffset(random) : write;
    const delayMs = drawDelay(random, faults);
    const isDelayed = delayMs > 0 && delayed.length < faults.mostDelayed;
    const line = lineOf(payment, format, isDelayed ? delayMs : 0);
    const copies = random.next() < faults.duplicates ? [line, { ...line, payment: undefined }] : [line];
    for (const copy of copies) {
      if (isDelayed) delayed.push(copy);
      else yield copy;
    }
  }
  for (let line = delayed.pop(); line !== undefined; line = delayed.pop()) yield line;
}

function lineOf(payment: Payment, format: FormatLine, delayMs = 0): OutgoingLine {
  const { transaction } = payment;
  const { timestampMs } = transaction;
  const key = transactionKey(transaction);
  return { key, value: format(transaction), timestampMs, dueMs: timestampMs + delayMs, payment, transaction, format };
}

function drawDelay(random: Random, { late, lateByMs, outOfOrder, outOfOrderByMs }: FaultSettings): number {
  if (random.next() < late) return lateByMs;
  return random.next() < outOfOrder ? random.integer(1, outOfOrderByMs) : 0;
}

/** Writes the same instant as people elsewhere do. */
function drawOffset(random: Random): FormatLine {
  const quarters = random.integer(-48, 56);
  const offset = Math.abs(quarters) * 15;
  const zone = `${quarters < 0 ? "-" : "+"}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
  return ({ timestampMs, origin, target, amountCents }) => {
    const local = new Date(timestampMs + quarters * 900_000);
    return `${local.toISOString().slice(0, -1)}${zone};${origin};${target};${formatCents(amountCents)}`;
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
