import { HOUR_MS, type Pattern, timesOver } from "./pattern";

/** Payments just below the limit within a day, to different accounts. Each stays unreported. */
export const justBelow: Pattern = {
  pace: "slow",
  expected: ["just-below"],
  draw(random, { startMs, limitCents, parts, spreadMs, accounts }) {
    const [origin, ...targets] = accounts.drawDistinct(random, 4);
    const times = timesOver(random, startMs, Math.min(6, Math.max(3, parts)), Math.min(22 * HOUR_MS, spreadMs));
    return times.map((timestampMs) => ({
      timestampMs,
      origin,
      target: random.pick(targets),
      // To the cent: up to the limit itself.
      amountCents: Math.ceil(random.between(0.81, 1) * limitCents),
    }));
  },
};
