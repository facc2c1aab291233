import { OFFICE } from "../hours";
import { createRandom } from "../random";
import { amountAround, DAY_MS, drawOthers, type Profile, rounded, timesWithin } from "./profile";

/** The tenants of a landlord pay their rents, the same each month, within two days. Looks like a fan-in. */
export const rent: Profile = {
  hours: OFFICE,
  usualShare: 0.015,
  draw(random, { startMs, turn, accounts, roles }) {
    const landlord = roles.landlord.account(turn);
    const own = createRandom(landlord, "tenants");
    const tenants = drawOthers(own, accounts, landlord, Math.min(60, Math.round(2 + 7 * Math.exp(0.7 * own.normal()))));
    const rents = tenants.map(() => rounded(amountAround(own, 85_000, 0.4), 1_000));
    return timesWithin(random, startMs, tenants.length, 2 * DAY_MS).map((timestampMs, i) => ({
      timestampMs,
      origin: tenants[i],
      target: landlord,
      amountCents: rents[i],
    }));
  },
};
