import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { paymentRecord } from "../../test/live/support/payments";
import { END_AFTER_MS, HOUR_MS, lastPayments, type Workload } from "./workload";

/** So many pairs pay in turn, each until its session has its length; then another pair takes its place. */
export const PAYING_AT_ONCE = 100;
const STEP_MS = 10;
const SEED = 11;

/** Sessions of exactly `length` payments a second apart, where the count allows; each pair has one. */
export function sessionsOfLength(
  length: number,
  count: number,
  { partitions, nowMs }: { partitions: number; nowMs: number },
): Workload {
  const endMs = nowMs - HOUR_MS - END_AFTER_MS;
  const startMs = endMs - count * STEP_MS;
  return {
    name: `length-${length}`,
    describe: `sessions of ${length} payments`,
    count,
    *records() {
      const random = xoroshiro128plus(SEED);
      // They do not all begin together: some have less than a whole session before them.
      const paying = Array.from({ length: PAYING_AT_ONCE }, (_, pair) => ({
        pair,
        left: uniformInt(random, 1, length),
      }));
      let pairs = PAYING_AT_ONCE;
      for (let index = 0; index < count; index++) {
        const place = index % PAYING_AT_ONCE;
        if (paying[place].left === 0) paying[place] = { pair: pairs++, left: length };
        const { pair } = paying[place];
        paying[place].left--;
        yield paymentRecord(startMs + index * STEP_MS, `P${pair}`, `Q${pair}`, uniformInt(random, 1, 999_999));
      }
      yield* lastPayments(endMs, partitions);
    },
  };
}
