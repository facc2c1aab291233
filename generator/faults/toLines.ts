import TinyQueue from "tinyqueue";
import { formatCents } from "../../transforms/money";
import { formatTransaction, type Transaction, transactionKey } from "../../transforms/transaction";
import type { OutgoingLine } from "../output/outgoing";
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
}

/** Lines that wait for their turn; more than these are sent at once, so that memory has a bound at any rate. */
const MOST_DELAYED = 200_000;

/**
 * Turns payments, in order of time, into lines in the order in which they leave. Delayed ones keep their own time.
 * Schemes are never malformed, so that the ground truth holds.
 */
export function* toLines(payments: Iterable<Payment>, random: Random, faults: FaultSettings): Generator<OutgoingLine> {
  const delayed = new TinyQueue<OutgoingLine>([], (a, b) => a.dueMs - b.dueMs);
  const breakPayment = createBreaker(random);
  const isFaulty = faults.late + faults.outOfOrder + faults.duplicates + faults.malformed + faults.offsets > 0;
  for (const payment of payments) {
    const { transaction } = payment;
    const timestampMs = transaction.timestampMs;
    const key = transactionKey(transaction);
    if (!isFaulty) {
      yield { key, value: formatTransaction(transaction), timestampMs, dueMs: timestampMs, payment };
      continue;
    }
    for (let next = delayed.peek(); next !== undefined && next.dueMs <= timestampMs; next = delayed.peek()) {
      delayed.pop();
      yield next;
    }
    if (payment.scheme === undefined && random.next() < faults.malformed) {
      yield { key, value: breakPayment(transaction).line, timestampMs, dueMs: timestampMs };
      continue;
    }
    const value =
      random.next() < faults.offsets ? formatElsewhere(transaction, random) : formatTransaction(transaction);
    const delayMs = drawDelay(random, faults);
    const line: OutgoingLine = { key, value, timestampMs, dueMs: timestampMs + delayMs, payment };
    if (delayMs > 0 && delayed.length < MOST_DELAYED) delayed.push(line);
    else yield line;
    if (random.next() < faults.duplicates) yield { ...line, payment: undefined };
  }
  for (let line = delayed.pop(); line !== undefined; line = delayed.pop()) yield line;
}

function drawDelay(random: Random, { late, lateByMs, outOfOrder, outOfOrderByMs }: FaultSettings): number {
  if (random.next() < late) return lateByMs;
  return random.next() < outOfOrder ? random.integer(1, outOfOrderByMs) : 0;
}

/** The same instant as people elsewhere write it. */
function formatElsewhere({ timestampMs, origin, target, amountCents }: Transaction, random: Random): string {
  const quarters = random.integer(-48, 56);
  const local = new Date(timestampMs + quarters * 900_000);
  const offset = Math.abs(quarters) * 15;
  const zone = `${quarters < 0 ? "-" : "+"}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
  return `${local.toISOString().slice(0, -1)}${zone};${origin};${target};${formatCents(amountCents)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
