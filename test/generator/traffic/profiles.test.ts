import fc from "fast-check";
import { createAccounts } from "../../../generator/traffic/accounts";
import { timesByHours, WAKING } from "../../../generator/traffic/hours";
import { occasions } from "../../../generator/traffic/occasions";
import { PROFILE_KINDS, PROFILES, type ProfileKind, usualProfiles } from "../../../generator/traffic/profiles/profiles";
import { createRandom } from "../../../generator/traffic/random";
import { createRoles } from "../../../generator/traffic/roles";

const START_MS = Date.UTC(2026, 0, 5, 9);
const accounts = createAccounts({ count: 2_000, skew: 0.8 });

function draw(kind: ProfileKind, seed: number, turn: number, among = accounts) {
  const occasion = { startMs: START_MS, turn, accounts: among, roles: createRoles(among) };
  return PROFILES[kind].draw(createRandom(seed, "test"), occasion);
}

test.each(PROFILE_KINDS)("%s begin when they were planned to, are in order of time, and pay nobody himself", (kind) => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.integer({ min: 2, max: 3_000 }), (seed, turn, count) => {
      const payments = draw(kind, seed, turn, createAccounts({ count, skew: 0.8 }));
      const times = payments.map(({ timestampMs }) => timestampMs);
      expect(times[0]).toBe(START_MS);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const { origin, target, amountCents, timestampMs } of payments) {
        expect(origin).not.toBe(target);
        expect(Number.isInteger(amountCents) && amountCents > 0 && Number.isInteger(timestampMs)).toBe(true);
      }
    }),
  );
});

test("an employer pays the same people the same each time; tenants pay the same rent", () => {
  const employers = createRoles(accounts).employer.count;
  expect(draw("pay-days", 1, 3)).toEqual(draw("pay-days", 2, 3 + employers));
  const rents = (seed: number) => draw("rent", seed, 5).map(({ origin, amountCents }) => `${origin} ${amountCents}`);
  expect(rents(1)).toEqual(rents(2));
});

test("a market place pays out most of what came in; a sweep nearly all", () => {
  for (const kind of ["market-places", "treasury-sweeps"] as const) {
    for (let seed = 0; seed < 50; seed++) {
      const payments = draw(kind, seed, seed);
      const cameCents = payments.slice(0, -1).reduce((sum, { amountCents }) => sum + amountCents, 0);
      const last = payments[payments.length - 1];
      expect(new Set(payments.slice(0, -1).map(({ target }) => target))).toEqual(new Set([last.origin]));
      expect(last.amountCents).toBeLessThanOrEqual(cameCents);
      expect(last.amountCents).toBeGreaterThan(0.75 * cameCents);
    }
  }
});

test.each(["poisson", "daily"] as const)(
  "more occasions than fit in memory, %s, hold nothing up, and order stays",
  (arrivals) => {
    const settings = { kind: "families", startMs: START_MS, intervalMs: 0.0001, arrivals, accounts } as const;
    const stream = occasions(createRandom(1, "test"), PROFILES.families, settings);
    const times = Array.from({ length: 300_000 }, () => stream.next().value.transaction.timestampMs);
    expect(times.every((time, i) => i === 0 || time >= times[i - 1])).toBe(true);
    expect(times[times.length - 1] - START_MS).toBeGreaterThan(3_600_000);
  },
);

test("amounts are as people's: many small and few large", () => {
  const amounts = Array.from({ length: 3_000 }, (_, seed) => draw("families", seed, 0)[0].amountCents).sort(
    (a, b) => a - b,
  );
  const mean = amounts.reduce((sum, cents) => sum + cents, 0) / amounts.length;
  expect(amounts[amounts.length >> 1]).toBeLessThan(0.5 * mean);
  expect(amounts[amounts.length - 1]).toBeGreaterThan(1_000_000);
});

test("the usual shares leave room for ordinary payments", () => {
  const sum = [...usualProfiles().values()].reduce((total, share) => total + share, 0);
  expect(sum).toBeGreaterThan(0.4);
  expect(sum).toBeLessThan(0.7);
});

test("no account has two roles", () => {
  const roles = Object.values(createRoles(createAccounts({ count: 30_000, skew: 0 })));
  const holders = roles.flatMap((role) => Array.from({ length: role.count }, (_, turn) => role.account(turn)));
  expect(new Set(holders).size).toBe(holders.length);
});

test("hours never go back, begin at the start, and a day of activity is a day", () => {
  for (const startMs of [Date.UTC(2026, 0, 5), START_MS, START_MS + 1_234_567]) {
    const timeOf = timesByHours(WAKING, startMs);
    const times = Array.from({ length: 500 }, (_, i) => timeOf(i * 600_000));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(startMs);
    expect(Math.abs(timeOf(86_400_000) - startMs - 86_400_000)).toBeLessThan(10);
  }
});
