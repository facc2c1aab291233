import { beam, register } from "../beam/sdk";
import type { Transaction } from "../payment/transaction";
import { KEYS } from "../rules/keys/keys";
import type { Grouping } from "./alert";

export type KeyedTransaction = beam.KV<string, Transaction>;

/** Keys each transaction by what is summed together: the pair, or one of the two accounts. */
export function keyTransactions(grouping: Grouping) {
  return beam.withName("keyTransactions", (transactions: beam.PCollection<Transaction>) =>
    transactions.flatMap(beam.withName("byKey", byKey), { grouping }),
  );
}

export function byKey(transaction: Transaction, { grouping }: { grouping: Grouping }): KeyedTransaction[] {
  return [{ key: keyOf(transaction, grouping), value: transaction }];
}

/** One canonical text a key. */
export function keyOf(transaction: Transaction, grouping: Grouping): string {
  return KEYS[grouping].sides[0].keyOf(transaction);
}

register("keyTransactions", { byKey });
