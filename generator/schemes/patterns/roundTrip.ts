import { amountBetween, HOUR_MS, type Pattern, timesOver } from "./pattern";

/** Money goes to another account and nearly all of it comes back within two days, so that it looks earned. */
export const roundTrip: Pattern = {
  pace: "slow",
  expected: ["round-trip"],
  draw(random, { startMs, limitCents, spreadMs, accounts }) {
    const [one, other] = accounts.drawDistinct(random, 2);
    const sentCents = amountBetween(random, 1.1 * limitCents, 4 * limitCents);
    const [sentMs, backMs] = timesOver(random, startMs, 2, Math.min(48 * HOUR_MS, spreadMs));
    return [
      { timestampMs: sentMs, origin: one, target: other, amountCents: sentCents },
      {
        timestampMs: backMs,
        origin: other,
        target: one,
        amountCents: Math.floor(sentCents * random.between(0.88, 1)),
      },
    ];
  },
};
