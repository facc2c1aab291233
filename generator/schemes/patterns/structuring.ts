import { type Pattern, partOfTotal, timesWithPauses } from "./pattern";

/** One payment above the limit, cut into parts below it that follow each other well within the gap. */
export const structuring: Pattern = {
  pace: "quick",
  expected: ["structuring"],
  draw(random, plan) {
    const [origin, target] = plan.accounts.drawDistinct(random, 2);
    return timesWithPauses(random, plan.startMs, plan.parts, 0.05 * plan.gapMs, 0.8 * plan.gapMs).map(
      (timestampMs) => ({
        timestampMs,
        origin,
        target,
        amountCents: partOfTotal(random, plan),
      }),
    );
  },
};
