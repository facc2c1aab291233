import type { Transaction } from "../../../payment/transaction";
import type { Random } from "../../traffic/random";
import { amountBetween, type Plan, splitInto, timesOver } from "./pattern";

/** Who passes money on, within what time in ms, and which share stays with him. */
export interface Passing {
  mule: string;
  withinMs: number;
  commission: { min: number; max: number };
}

/** One to four payments to the mule, together above the limit, then one to three from him. */
export function drawPassing(random: Random, plan: Plan, { mule, withinMs, commission }: Passing): Transaction[] {
  const { startMs, limitCents, parts, accounts } = plan;
  const others = accounts.drawDistinct(random, parts + 2).filter((account) => account !== mule);
  const incoming = Math.min(4, Math.max(1, parts >> 1));
  const outgoing = Math.min(3, Math.max(1, parts - incoming));
  const times = timesOver(random, startMs, incoming + outgoing, withinMs);
  const receivedCents = amountBetween(random, 1.2 * limitCents, 3 * limitCents);
  const keptCents = Math.floor(random.between(commission.min, commission.max) * receivedCents);
  const ins = splitInto(random, receivedCents, incoming).map((amountCents, i) => ({
    timestampMs: times[i],
    origin: others[i % others.length],
    target: mule,
    amountCents,
  }));
  const outs = splitInto(random, receivedCents - keptCents, outgoing).map((amountCents, i) => ({
    timestampMs: times[incoming + i],
    origin: mule,
    target: others[(incoming + i) % others.length],
    amountCents,
  }));
  return [...ins, ...outs];
}
