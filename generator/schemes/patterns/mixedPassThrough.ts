import { drawPassing } from "./drawPassing";
import { HOUR_MS, type Pattern } from "./pattern";

/** Money passes through a busy account, over most of a day, the commission as high as it comes. */
export const mixedPassThrough: Pattern = {
  pace: "slow",
  expected: ["pass-through"],
  draw(random, plan) {
    const mule = plan.accounts.drawBusy(random);
    const withinMs = Math.min(22 * HOUR_MS, plan.spreadMs);
    return drawPassing(random, plan, { mule, withinMs, commission: { min: 0.08, max: 0.15 } });
  },
};
