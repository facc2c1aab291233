import { type Pattern, partOfTotal, timesWithPauses } from "./pattern";

/** One account pays many at once, each pair stays below the limit. Only the sum over the origin shows it. */
export const fanOut: Pattern = {
  pace: "quick",
  expected: ["fan-out"],
  draw(random, plan) {
    const [origin, ...targets] = plan.accounts.drawDistinct(random, plan.parts + 1);
    const times = timesWithPauses(random, plan.startMs, targets.length, 0.02 * plan.gapMs, 0.4 * plan.gapMs);
    return targets.map((target, part) => ({
      timestampMs: times[part],
      origin,
      target,
      amountCents: partOfTotal(random, { ...plan, parts: targets.length }),
    }));
  },
};
