import { type Transaction, transactionKey } from "../../payment/transaction";

/**
 * Whether a session of a pair among these payments, which are in order of time, sums to more than the limit. It looks
 * at nothing else, so that the ground truth does not depend on the detector it is to judge.
 */
export function foundBySessions(
  transactions: Transaction[],
  { gapMs, limitCents }: { gapMs: number; limitCents: number },
): boolean {
  const sessions = new Map<string, { lastMs: number; sumCents: bigint }>();
  for (const transaction of transactions) {
    const key = transactionKey(transaction);
    const open = sessions.get(key);
    const goesOn = open !== undefined && transaction.timestampMs - open.lastMs < gapMs;
    const sumCents = (goesOn ? open.sumCents : 0n) + BigInt(transaction.amountCents);
    if (sumCents > BigInt(limitCents)) return true;
    sessions.set(key, { lastMs: transaction.timestampMs, sumCents });
  }
  return false;
}
