import { eachPayment, type Traffic } from "../../test/live/support/payments";
import { END_AFTER_MS, HOUR_MS, lastPayments, type Workload } from "./workload";

const SEED = 7;

interface RandomTraffic extends Pick<Workload, "name" | "describe" | "count">, Pick<Traffic, "accounts"> {
  stepMs: number;
  hotPercent?: number;
}

/** Payments between random accounts, the times in order. */
export function randomTraffic(
  { name, describe, ...traffic }: RandomTraffic,
  { partitions, nowMs }: { partitions: number; nowMs: number },
): Workload {
  const { count, stepMs } = traffic;
  const endMs = nowMs - HOUR_MS - END_AFTER_MS;
  const startMs = endMs - Math.ceil(count * stepMs);
  return {
    ...{ name, describe, count },
    *records() {
      yield* eachPayment({ seed: SEED, startMs, ...traffic });
      yield* lastPayments(endMs, partitions);
    },
  };
}
