import { amountBetween, type Pattern } from "./pattern";

/** One payment above the limit. It hides nothing, and the rule on the sum reports it as well. */
export const singleLarge: Pattern = {
  pace: "quick",
  expected: ["large-payment"],
  draw(random, { startMs, limitCents, accounts }) {
    const [origin, target] = accounts.drawDistinct(random, 2);
    const amountCents = amountBetween(random, 1.1 * limitCents, 5 * limitCents);
    return [{ timestampMs: startMs, origin, target, amountCents }];
  },
};
