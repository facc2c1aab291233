import { type Pattern, partOfTotal, timesWithPauses } from "./pattern";

/** Structuring by somebody who knows the gap: every pause is longer, so each part is a session of its own. */
export const slowStructuring: Pattern = {
  pace: "quick",
  expected: ["slow-structuring"],
  draw(random, plan) {
    const [origin, target] = plan.accounts.drawDistinct(random, 2);
    return timesWithPauses(random, plan.startMs, plan.parts, 1.2 * plan.gapMs, 3 * plan.gapMs).map((timestampMs) => ({
      timestampMs,
      origin,
      target,
      amountCents: partOfTotal(random, plan),
    }));
  },
};
