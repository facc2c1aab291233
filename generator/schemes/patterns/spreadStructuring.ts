import { HOUR_MS, type Pattern, partOfTotal, timesOver } from "./pattern";

/** Structuring over days, between two accounts that have other business too. */
export const spreadStructuring: Pattern = {
  pace: "slow",
  expected: ["slow-structuring"],
  draw(random, plan) {
    const [origin, target] = plan.accounts.drawPair(random);
    const parts = Math.max(4, plan.parts);
    return timesOver(random, plan.startMs, parts, Math.min(6 * 24 * HOUR_MS, plan.spreadMs)).map((timestampMs) => ({
      timestampMs,
      origin,
      target,
      amountCents: partOfTotal(random, { ...plan, parts }),
    }));
  },
};
