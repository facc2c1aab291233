import type { HonestPayment } from "../traffic/honestPayments";
import { createUnderWay } from "../traffic/underWay";
import type { Scheme } from "./scheme";

/** One payment of the traffic, and the scheme it belongs to, if any. */
export interface Payment extends HonestPayment {
  scheme?: Scheme;
}

/** While so many payments of schemes wait, no new schemes come: memory has a bound at any rate. */
const MOST_WAITING = 500_000;

/**
 * Honest payments with schemes between them, by time. Both sources are in order of time and may be endless; only the
 * schemes that are under way are held in memory. Ends with the honest payments; schemes still under way are finished.
 */
export function* traffic(honest: Iterable<HonestPayment>, schemes: Iterable<Scheme>): Generator<Payment, void> {
  const planned = schemes[Symbol.iterator]();
  let coming = planned.next();
  const underWay = createUnderWay<Scheme>();
  function* dueUntil(latestMs: number): Generator<Payment> {
    for (;;) {
      while (!coming.done && coming.value.firstAt <= Math.min(latestMs, underWay.dueMs())) {
        if (underWay.waiting() < MOST_WAITING) underWay.add(coming.value);
        coming = planned.next();
      }
      if (underWay.waiting() === 0 || underWay.dueMs() > latestMs) return;
      const { transaction, group } = underWay.take();
      yield { transaction, scheme: group };
    }
  }
  for (const payment of honest) {
    if (underWay.waiting() > 0 || !coming.done) yield* dueUntil(payment.transaction.timestampMs);
    yield payment;
  }
  // An endless plan must not keep a finite day from ending: no scheme starts after the last honest payment.
  coming = { done: true, value: undefined };
  yield* dueUntil(Number.POSITIVE_INFINITY);
}
