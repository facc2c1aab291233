import { amountBetween, type Pattern } from "./pattern";

/** Pay days, in gaps: rare enough that no pair's payments ever share a session. */
const PAUSE_IN_GAPS = 6;
const PAY_DAYS = 3;

/** Honest on purpose: an employer pays the same people the same amounts at regular times. A good rule is silent. */
export const salary: Pattern = {
  pace: "quick",
  expected: [],
  honest: true,
  draw(random, { startMs, gapMs, limitCents, parts, accounts }) {
    const people = Math.max(1, Math.round(parts / PAY_DAYS));
    const [origin, ...targets] = accounts.drawDistinct(random, people + 1);
    const pay = targets.map(() => amountBetween(random, 0.15 * limitCents, 0.45 * limitCents));
    return Array.from({ length: PAY_DAYS }, (_, payDay) =>
      targets.map((target, person) => ({
        timestampMs: startMs + payDay * PAUSE_IN_GAPS * gapMs + person,
        origin,
        target,
        amountCents: pay[person],
      })),
    ).flat();
  },
};
