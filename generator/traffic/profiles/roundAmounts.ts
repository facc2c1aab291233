import { OFFICE } from "../hours";
import { amountAround, drawOther, HOUR_MS, type Profile, rounded, timesWithin } from "./profile";

const BUSINESS_SHARE = 0.2;

/** Gifts of whole tens, and firms that pay their suppliers by instalments of whole hundreds. Looks like made-up invoices. */
export const roundAmounts: Profile = {
  hours: OFFICE,
  usualShare: 0.03,
  draw(random, { startMs, turn, accounts, roles }) {
    const isBusiness = random.next() < BUSINESS_SHARE;
    const origin = isBusiness ? roles.business.account(turn) : accounts.drawBusy(random);
    const [count, medianCents, step] = isBusiness ? [random.integer(2, 6), 80_000, 10_000] : [1, 6_000, 1_000];
    return timesWithin(random, startMs, count, 4 * HOUR_MS).map((timestampMs) => ({
      timestampMs,
      origin,
      target: drawOther(random, accounts, origin),
      amountCents: rounded(amountAround(random, medianCents, 0.8), step),
    }));
  },
};
