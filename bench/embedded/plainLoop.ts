import { openSync } from "node:fs";
import { Malformed, parseTransaction, transactionKey } from "../../payment/transaction";
import { readLines } from "../../pipelines/embedded/readLines";
import { OverlappingSums } from "../../transforms/overlappingSums";
import { startSum } from "../../transforms/partialSum";

// The floor: the same reading, parsing and summing in a plain loop, without Beam. Arguments: file, gap in ms.
const [, , file, gap] = process.argv;
const gapMs = Number(gap);
const sums = new Map<string, OverlappingSums>();
for (const line of readLines(openSync(file, "r"), file)) {
  const transaction = typeof line === "string" ? parseTransaction(line, Date.now()) : undefined;
  if (transaction === undefined || transaction instanceof Malformed) continue;
  const key = transactionKey(transaction);
  const sum = startSum(transaction, "pair", transaction.timestampMs, transaction.timestampMs + gapMs);
  const known = sums.get(key);
  if (known === undefined) sums.set(key, new OverlappingSums(100).add(sum));
  else known.add(sum);
}
let alerts = 0;
for (const known of sums.values()) for (const { totalCents } of known.merged()) if (totalCents > 1_000_000) alerts++;
process.stdout.write(`${alerts}\n`);
