import { WAKING } from "../hours";
import { amountAround, DAY_MS, drawOther, HOUR_MS, type Profile } from "./profile";

/** One lends or lays out, the other pays back, mostly small sums, now and then that of a car. Looks like a round trip. */
export const families: Profile = {
  hours: WAKING,
  usualShare: 0.06,
  draw(random, { startMs, accounts }) {
    const one = accounts.drawBusy(random);
    const other = drawOther(random, accounts, one);
    const lentCents = amountAround(random, 6_000, 1.7);
    const back = random.next() < 0.5 ? lentCents : Math.max(1, Math.round(lentCents * random.between(0.3, 1.1)));
    return [
      { timestampMs: startMs, origin: one, target: other, amountCents: lentCents },
      { timestampMs: startMs + random.integer(HOUR_MS, 4 * DAY_MS), origin: other, target: one, amountCents: back },
    ];
  },
};
