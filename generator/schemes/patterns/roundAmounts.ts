import { amountBetween, HOUR_MS, type Pattern, timesOver } from "./pattern";

/** Invoices that were made up, over days: nearly all in whole hundreds, to a few accounts, each below the limit. */
export const roundAmounts: Pattern = {
  pace: "slow",
  expected: ["round-amounts"],
  draw(random, { startMs, limitCents, parts, spreadMs, accounts }) {
    const [origin, ...targets] = accounts.drawDistinct(random, 5);
    const times = timesOver(random, startMs, 10 + Math.floor(parts / 2), Math.min(6 * 24 * HOUR_MS, spreadMs));
    // A hundredth of the limit: whole hundreds where it is 10,000.
    const step = Math.max(1, Math.floor(limitCents / 100));
    return times.map((timestampMs, i) => ({
      timestampMs,
      origin,
      target: random.pick(targets),
      amountCents:
        i % 5 < 4 ? random.integer(20, 60) * step : amountBetween(random, 0.1 * limitCents, 0.5 * limitCents),
    }));
  },
};
