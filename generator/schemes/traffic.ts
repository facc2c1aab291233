import TinyQueue from "tinyqueue";
import type { Transaction } from "../../payment/transaction";
import type { Scheme } from "./scheme";

/** One payment of the traffic, and the scheme it belongs to, if any. */
export interface Payment {
  transaction: Transaction;
  scheme?: Scheme;
}

interface OpenScheme {
  scheme: Scheme;
  sent: number;
}

/**
 * Honest payments with schemes between them, by time. Both sources are in order of time and may be endless; only the
 * schemes that are under way are held in memory. Ends with the honest payments; schemes still under way are finished.
 */
export function* traffic(honest: Iterable<Transaction>, schemes: Iterable<Scheme>): Generator<Payment, void> {
  const planned = schemes[Symbol.iterator]();
  let coming = planned.next();
  const open = new TinyQueue<OpenScheme>([], (a, b) => dueMs(a) - dueMs(b));
  const soonestMs = () => {
    const first = open.peek();
    return first === undefined ? Number.POSITIVE_INFINITY : dueMs(first);
  };
  function* dueUntil(latestMs: number): Generator<Payment> {
    for (;;) {
      while (!coming.done && coming.value.firstAt <= Math.min(latestMs, soonestMs())) {
        open.push({ scheme: coming.value, sent: 0 });
        coming = planned.next();
      }
      const next = open.peek();
      if (next === undefined || dueMs(next) > latestMs) return;
      open.pop();
      const { scheme, sent } = next;
      if (sent + 1 < scheme.transactions.length) open.push({ scheme, sent: sent + 1 });
      yield { transaction: scheme.transactions[sent], scheme };
    }
  }
  for (const transaction of honest) {
    if (open.length > 0 || !coming.done) yield* dueUntil(transaction.timestampMs);
    yield { transaction };
  }
  // An endless plan must not keep a finite day from ending: no scheme starts after the last honest payment.
  coming = { done: true, value: undefined };
  yield* dueUntil(Number.POSITIVE_INFINITY);
}

function dueMs({ scheme, sent }: OpenScheme): number {
  return scheme.transactions[sent].timestampMs;
}
