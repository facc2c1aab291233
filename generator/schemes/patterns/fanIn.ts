import { fanOut } from "./fanOut";
import type { Pattern } from "./pattern";

/** Many accounts pay one at once, each pair stays below the limit. Only the sum over the target shows it. */
export const fanIn: Pattern = {
  pace: "quick",
  expected: ["fan-in"],
  draw(random, plan) {
    return fanOut.draw(random, plan).map((payment) => ({ ...payment, origin: payment.target, target: payment.origin }));
  },
};
