import { createAccounts } from "../../generator/traffic/accounts";
import { logNormalAmounts } from "../../generator/traffic/amounts";
import { createRandom } from "../../generator/traffic/random";
import { paymentRecord } from "../../test/live/support/payments";
import { HOUR_MS, lastPayments, type Workload } from "./workload";

const STEP_MS = 100;
const ACCOUNTS = 5_000;
/** Sliding windows of a day have ended, too. */
const PAUSE_MS = 26 * HOUR_MS;

/** Accounts of which some are far busier than others, and amounts as they are: many small, few large. */
export function busyAccounts(count: number, { partitions, nowMs }: { partitions: number; nowMs: number }): Workload {
  const endMs = nowMs - HOUR_MS - PAUSE_MS;
  const startMs = endMs - count * STEP_MS;
  return {
    name: "views",
    describe: "pair, origin, target and account: 5,000 accounts, some far busier, amounts log-normal",
    count,
    *records() {
      const random = createRandom("bench", "views");
      const accounts = createAccounts({ count: ACCOUNTS, skew: 0.8 });
      const drawAmount = logNormalAmounts(6_000, 1.1);
      for (let index = 0; index < count; index++) {
        const [origin, target] = accounts.drawPair(random);
        yield paymentRecord(startMs + index * STEP_MS, origin, target, drawAmount(random));
      }
      yield* lastPayments(endMs, partitions, PAUSE_MS);
    },
  };
}
