import type { Pattern } from "./pattern";
import { slowFanOut } from "./slowFanOut";

/** A fan-in that takes its time, to an account with other business too. */
export const slowFanIn: Pattern = {
  pace: "slow",
  expected: ["fan-in"],
  draw: (random, plan) =>
    slowFanOut.draw(random, plan).map((payment) => ({ ...payment, origin: payment.target, target: payment.origin })),
};
