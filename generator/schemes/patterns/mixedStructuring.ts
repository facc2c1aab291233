import { amountBetween, HOUR_MS, type Pattern, splitInto, timesOver, timesWithPauses } from "./pattern";

/** Structuring that barely passes the limit, pauses nearly the gap, in the midst of small payments between the same two. */
export const mixedStructuring: Pattern = {
  pace: "slow",
  expected: ["structuring"],
  draw(random, { startMs, gapMs, limitCents, parts, spreadMs, accounts }) {
    const [origin, target] = accounts.drawPair(random);
    const cover = timesOver(random, startMs, 4, Math.min(48 * HOUR_MS, spreadMs)).map((timestampMs) => ({
      timestampMs,
      amountCents: amountBetween(random, 0.001 * limitCents, 0.02 * limitCents),
    }));
    const amounts = splitInto(random, Math.ceil(random.between(1.005, 1.1) * limitCents), Math.max(2, parts));
    const session = timesWithPauses(random, cover[1].timestampMs, amounts.length, 0.6 * gapMs, 0.97 * gapMs);
    return [...cover, ...session.map((timestampMs, i) => ({ timestampMs, amountCents: amounts[i] }))]
      .sort((a, b) => a.timestampMs - b.timestampMs)
      .map(({ timestampMs, amountCents }) => ({ timestampMs, origin, target, amountCents }));
  },
};
