import { beam, register } from "../beam/sdk";
import type { Transaction } from "../payment/transaction";
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

/** One canonical text a key: accounts hold no `;`. */
export function keyOf({ origin, target }: Transaction, grouping: Grouping): string {
  if (grouping === "pair") return `${origin};${target}`;
  return grouping === "origin" ? origin : target;
}

register("keyTransactions", { byKey });
