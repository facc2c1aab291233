import { drawPassing } from "./drawPassing";
import { HOUR_MS, type Pattern } from "./pattern";

/** Money comes to an account that has no other business, and leaves it within hours, less a commission. */
export const passThrough: Pattern = {
  pace: "slow",
  expected: ["pass-through"],
  draw(random, plan) {
    const [mule] = plan.accounts.drawDistinct(random, 1);
    const withinMs = Math.min(12 * HOUR_MS, plan.spreadMs);
    return drawPassing(random, plan, { mule, withinMs, commission: { min: 0.01, max: 0.1 } });
  },
};
