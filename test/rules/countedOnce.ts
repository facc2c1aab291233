import type { Transaction } from "../../payment/transaction";

/** A payment in a record, which has a time of its own, in epoch ms. */
export interface Arrival {
  payment: Transaction;
  recordMs: number;
}

/** The payments that count where copies within `withinMs` do not, and what is told of the others: as plainly as can be. */
export function countedOnce(arrivals: Arrival[], withinMs: number) {
  const counted: Transaction[] = [];
  const looked: Transaction[] = [];
  const told = { duplicates: 0, unchecked: 0, conflicts: 0 };
  for (const { payment, recordMs } of arrivals) {
    const isTooLate = recordMs >= payment.timestampMs + withinMs;
    if (payment.id === undefined || isTooLate) {
      if (isTooLate && payment.id !== undefined) told.unchecked++;
      counted.push(payment);
      continue;
    }
    const sameId = looked.filter(({ id }) => id === payment.id);
    if (sameId.some((other) => isSame(other, payment))) {
      told.duplicates++;
      continue;
    }
    if (sameId.length > 0) told.conflicts++;
    looked.push(payment);
    counted.push(payment);
  }
  return { counted, told };
}

function isSame(a: Transaction, b: Transaction): boolean {
  return (
    a.timestampMs === b.timestampMs &&
    a.origin === b.origin &&
    a.target === b.target &&
    a.amountCents === b.amountCents &&
    a.paid === b.paid
  );
}
