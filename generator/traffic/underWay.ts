import TinyQueue from "tinyqueue";
import type { Transaction } from "../../payment/transaction";

/** Payments that belong together, by time. */
export interface Group {
  transactions: readonly Transaction[];
}

/** Groups that overlap in time. */
export interface UnderWay<G extends Group> {
  add(group: G): void;
  /** Epoch ms of the soonest payment; Infinity where there is none. */
  dueMs(): number;
  /** The soonest payment; only while there is one. */
  take(): { transaction: Transaction; group: G };
  /** How many payments are still to come. */
  waiting(): number;
}

/** Puts the payments of overlapping groups in order of time. Holds only what is under way. */
export function createUnderWay<G extends Group>(): UnderWay<G> {
  const open = new TinyQueue<{ group: G; taken: number; dueMs: number }>([], (a, b) => a.dueMs - b.dueMs);
  let waiting = 0;
  return {
    add(group) {
      waiting += group.transactions.length;
      open.push({ group, taken: 0, dueMs: group.transactions[0].timestampMs });
    },
    dueMs: () => open.peek()?.dueMs ?? Number.POSITIVE_INFINITY,
    take() {
      waiting--;
      const { group, taken } = open.pop() as { group: G; taken: number };
      const next = group.transactions[taken + 1];
      if (next !== undefined) open.push({ group, taken: taken + 1, dueMs: next.timestampMs });
      return { transaction: group.transactions[taken], group };
    },
    waiting: () => waiting,
  };
}
