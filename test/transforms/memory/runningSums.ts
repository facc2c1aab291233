import { parseTransaction, type Transaction } from "../../../payment/transaction";
import type { Grouping } from "../../../transforms/alert";
import { RunningSum } from "../../../transforms/runningSum";
import { RunningSums } from "../../../transforms/runningSums";
import { heldBytes } from "./measured";

// What sessions take: as they tell, and as they do.
const START_MS = Date.UTC(2026, 2, 2, 9);
const GAP_MS = 600_000;

const short = (i: number) => `ACC${1_000_000 + i}`;
const accented = (i: number) => `${i} ${"é".repeat(60)}`;
const wide = (i: number) => `${i} ${"银".repeat(60)}`;

function costOf(grouping: Grouping, payments: number, name: (i: number) => string) {
  const keys = Math.ceil(60_000 / payments);
  const sums = new RunningSums(Number.POSITIVE_INFINITY);
  const real = heldBytes(() => {
    for (let i = 0; i < payments; i++) {
      for (let key = 0; key < keys; key++) {
        const time = new Date(START_MS + i).toISOString();
        const line = `${time};${name(i * keys + key)};${name(-1 - key)};12345.67`;
        const payment = parseTransaction(line, Number.MAX_SAFE_INTEGER) as Transaction;
        const id = grouping === "pair" ? `${name(0)};${payment.target}` : payment.target;
        const known = sums.get(id);
        const before = known?.bytes ?? 0;
        const endMs = payment.timestampMs + GAP_MS;
        known?.add(payment, grouping, endMs, 100);
        sums.put(id, known ?? new RunningSum(id, payment, grouping, endMs), before);
      }
    }
    return sums;
  });
  return { payments, told: sums.bytes / keys, real: real / keys };
}

console.log(
  JSON.stringify([
    ...[1, 30, 199].map((payments) => costOf("pair", payments, short)),
    ...[1, 30, 1_000].map((payments) => costOf("target", payments, short)),
    ...[accented, wide].map((name) => costOf("target", 30, name)),
  ]),
);
