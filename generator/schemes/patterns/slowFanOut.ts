import { HOUR_MS, type Pattern, partOfTotal, timesWithPauses } from "./pattern";

/** A fan-out that takes its time, from an account with other business too. */
export const slowFanOut: Pattern = {
  pace: "slow",
  expected: ["fan-out"],
  draw(random, plan) {
    const origin = plan.accounts.drawBusy(random);
    const parts = Math.max(5, plan.parts);
    const targets = plan.accounts.drawDistinct(random, parts + 1).filter((account) => account !== origin);
    const longestMs = Math.min(5.5 * HOUR_MS, plan.spreadMs / parts);
    return timesWithPauses(random, plan.startMs, Math.min(parts, targets.length), 0.2 * longestMs, longestMs).map(
      (timestampMs, i) => ({
        timestampMs,
        origin,
        target: targets[i],
        amountCents: partOfTotal(random, { ...plan, parts }),
      }),
    );
  },
};
