import { WAKING } from "../hours";
import { amountAround, DAY_MS, drawOther, HOUR_MS, type Profile } from "./profile";

/** A customer pays, sends back what was bought, and gets the money again, less a fee at times. Looks like a round trip. */
export const refunds: Profile = {
  hours: WAKING,
  usualShare: 0.02,
  draw(random, { startMs, accounts, roles }) {
    const shop = roles.shop.account(random.integer(0, roles.shop.count - 1));
    const customer = drawOther(random, accounts, shop);
    const paidCents = amountAround(random, 9_000, 1.6);
    const back = random.next() < 0.7 ? paidCents : Math.max(1, Math.round(paidCents * random.between(0.5, 0.97)));
    return [
      { timestampMs: startMs, origin: customer, target: shop, amountCents: paidCents },
      { timestampMs: startMs + random.integer(HOUR_MS, 5 * DAY_MS), origin: shop, target: customer, amountCents: back },
    ];
  },
};
