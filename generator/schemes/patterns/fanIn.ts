import { fanOut } from "./fanOut";
import type { Pattern } from "./pattern";

/** Many accounts pay one at once, each pair stays below the limit. Only the sum over the target shows it. */
export const fanIn: Pattern = (random, plan) =>
  fanOut(random, plan).map((payment) => ({ ...payment, origin: payment.target, target: payment.origin }));
