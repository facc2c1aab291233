import { WAKING } from "../hours";
import { createRandom } from "../random";
import { amountAround, drawOther, type Profile } from "./profile";

/** A customer pays a shop; large shops have many. Looks like a fan-in. */
export const shops: Profile = {
  hours: WAKING,
  usualShare: 0.3,
  draw(random, { startMs, accounts, roles }) {
    // Squared: the first shops have far more customers than the last.
    const shop = roles.shop.account(Math.floor(random.next() ** 2 * roles.shop.count));
    return [
      {
        timestampMs: startMs,
        origin: drawOther(random, accounts, shop),
        target: shop,
        amountCents: amountAround(random, usualCents(shop), 0.8),
      },
    ];
  },
};

const known = new Map<string, number>();

/** What a customer usually pays there: bread in one shop, furniture in another. */
function usualCents(shop: string): number {
  let cents = known.get(shop);
  if (cents === undefined) {
    cents = amountAround(createRandom(shop, "prices"), 2_800, 0.9);
    known.set(shop, cents);
  }
  return cents;
}
