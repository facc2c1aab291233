import { WAKING } from "../hours";
import { amountAround, drawOther, HOUR_MS, type Profile, timesWithin } from "./profile";

/** Buyers pay a market place, which pays the seller, less its fee. Looks like a fan-in, a fan-out and passing on. */
export const marketPlaces: Profile = {
  hours: WAKING,
  usualShare: 0.06,
  draw(random, { startMs, turn, accounts, roles }) {
    const place = roles.marketPlace.account(turn);
    const seller = drawOther(random, accounts, place);
    const sales = timesWithin(random, startMs, random.integer(2, 9), 6 * HOUR_MS).map((timestampMs) => ({
      timestampMs,
      origin: drawOther(random, accounts, place),
      target: place,
      amountCents: amountAround(random, 4_500, 1),
    }));
    const soldCents = sales.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const payout = {
      timestampMs: sales[sales.length - 1].timestampMs + random.integer(HOUR_MS, 16 * HOUR_MS),
      origin: place,
      target: seller,
      amountCents: Math.max(1, Math.floor(soldCents * random.between(0.85, 0.95))),
    };
    return [...sales, payout];
  },
};
