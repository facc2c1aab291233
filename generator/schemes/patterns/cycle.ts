import { amountBetween, type Pattern, timesWithPauses } from "./pattern";

/** Money that goes round several accounts and comes home, each hop keeping a small fee. No pair reaches the limit. */
export const cycle: Pattern = {
  pace: "quick",
  expected: [],
  draw(random, plan) {
    const accounts = plan.accounts.drawDistinct(random, plan.parts);
    const times = timesWithPauses(random, plan.startMs, accounts.length, 0.1 * plan.gapMs, 2 * plan.gapMs);
    let amountCents = amountBetween(random, 0.7 * plan.limitCents, 0.95 * plan.limitCents);
    return accounts.map((origin, hop) => {
      const payment = { timestampMs: times[hop], origin, target: accounts[(hop + 1) % accounts.length], amountCents };
      amountCents = Math.max(1, Math.floor(amountCents * random.between(0.97, 0.995)));
      return payment;
    });
  },
};
