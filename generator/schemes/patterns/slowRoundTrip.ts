import { amountBetween, HOUR_MS, type Pattern, splitInto, timesOver } from "./pattern";

/** A round trip in parts below the limit, over nearly three days, between two accounts that have other business too. */
export const slowRoundTrip: Pattern = {
  pace: "slow",
  expected: ["round-trip"],
  draw(random, { startMs, limitCents, parts, spreadMs, accounts }) {
    const [one, other] = accounts.drawPair(random);
    const each = Math.max(2, parts >> 1);
    const sentCents = amountBetween(random, 1.1 * limitCents, 1.8 * limitCents);
    const times = timesOver(random, startMs, 2 * each, Math.min(70 * HOUR_MS, spreadMs));
    const there = splitInto(random, sentCents, each);
    const back = splitInto(random, Math.floor(sentCents * random.between(0.86, 0.97)), each);
    return times.map((timestampMs, i) => {
      const [origin, target] = i < each ? [one, other] : [other, one];
      return { timestampMs, origin, target, amountCents: [...there, ...back][i] };
    });
  },
};
