import { EARLY_MORNING } from "../hours";
import { createRandom } from "../random";
import { amountAround, drawOthers, type Profile, rounded } from "./profile";

/** An employer pays all its people within seconds, each the same as last time. Looks like a fan-out. */
export const payDays: Profile = {
  hours: EARLY_MORNING,
  usualShare: 0.02,
  draw(_, { startMs, turn, accounts, roles }) {
    const employer = roles.employer.account(turn);
    // Drawn anew by the same seed: the same people and the same pay each time.
    const own = createRandom(employer, "staff");
    const size = Math.min(200, Math.round(4 + 12 * Math.exp(0.8 * own.normal())));
    return drawOthers(own, accounts, employer, Math.max(1, size)).map((target, i) => ({
      timestampMs: startMs + i * 40,
      origin: employer,
      target,
      amountCents: rounded(amountAround(own, 240_000, 0.45), 1),
    }));
  },
};
