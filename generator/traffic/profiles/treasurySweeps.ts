import { CLOSING } from "../hours";
import { createRandom } from "../random";
import { amountAround, drawOthers, HOUR_MS, MINUTE_MS, type Profile, timesWithin } from "./profile";

/** The companies of a group pay what the day left to its head, which puts nearly all of it to work. Looks like passing on. */
export const treasurySweeps: Profile = {
  hours: CLOSING,
  usualShare: 0.001,
  draw(random, { startMs, turn, accounts, roles }) {
    const head = roles.group.account(turn);
    const own = createRandom(head, "group");
    const [fund, ...companies] = drawOthers(own, accounts, head, own.integer(3, 8));
    const swept = timesWithin(random, startMs, Math.max(1, companies.length), HOUR_MS).map((timestampMs, i) => ({
      timestampMs,
      origin: companies[i] ?? fund,
      target: head,
      amountCents: amountAround(random, 900_000, 0.9),
    }));
    const sweptCents = swept.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const invested = {
      timestampMs: swept[swept.length - 1].timestampMs + random.integer(5 * MINUTE_MS, 2 * HOUR_MS),
      origin: head,
      target: fund,
      amountCents: Math.max(1, Math.floor(sweptCents * random.between(0.8, 1))),
    };
    return [...swept, invested];
  },
};
