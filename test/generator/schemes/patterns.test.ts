import fc from "fast-check";
import { PATTERN_KINDS, PATTERNS, type PatternKind } from "../../../generator/schemes/patterns/patterns";
import { drawScheme, type Scheme } from "../../../generator/schemes/scheme";
import { createAccounts } from "../../../generator/traffic/accounts";
import { createRandom } from "../../../generator/traffic/random";

const GAP_MS = 600_000;
const LIMIT_CENTS = 1_000_000;
const SPREAD_MS = 6 * 86_400_000;
const accounts = createAccounts({ count: 500, skew: 0.8 });

/** Holds for schemes of any seed and size. */
function always(kind: PatternKind, check: (scheme: Scheme, parts: number) => void): void {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 40 }), (seed, parts) => {
      const plan = { startMs: 1_000, gapMs: GAP_MS, limitCents: LIMIT_CENTS, parts, spreadMs: SPREAD_MS, accounts };
      check(drawScheme("x", kind, createRandom(seed, "test"), plan), parts);
    }),
  );
}

function pauses({ transactions }: Scheme): number[] {
  return transactions.slice(1).map(({ timestampMs }, index) => timestampMs - transactions[index].timestampMs);
}

test.each(PATTERN_KINDS)("%s begins when it was planned to, is in order of time, and pays nobody himself", (kind) => {
  always(kind, ({ transactions, firstAt }) => {
    expect(firstAt).toBe(1_000);
    expect(transactions.map(({ timestampMs }) => timestampMs)).toEqual(
      transactions.map(({ timestampMs }) => timestampMs).toSorted((a, b) => a - b),
    );
    for (const { origin, target, amountCents } of transactions) {
      expect(origin).not.toBe(target);
      expect(Number.isInteger(amountCents) && amountCents > 0).toBe(true);
    }
  });
});

test("structuring stays below the limit with each part, within the gap with each pause, and above the limit in all", () => {
  always("structuring", (scheme, parts) => {
    expect(scheme.transactions).toHaveLength(parts);
    expect(scheme.accounts).toHaveLength(2);
    expect(Math.max(...scheme.transactions.map(({ amountCents }) => amountCents))).toBeLessThan(LIMIT_CENTS);
    expect(Math.max(...pauses(scheme))).toBeLessThan(GAP_MS);
    expect(scheme.totalCents > BigInt(LIMIT_CENTS)).toBe(true);
    expect(scheme.found).toBe(true);
  });
});

test("slow structuring pauses longer than the gap each time, so that sessions do not show it", () => {
  always("slow-structuring", (scheme) => {
    expect(Math.min(...pauses(scheme))).toBeGreaterThan(GAP_MS);
    expect(scheme.totalCents > BigInt(LIMIT_CENTS)).toBe(true);
    expect(scheme.found).toBe(false);
  });
});

test("a fan-out has one origin and different targets; no pair passes the limit, the origin does", () => {
  always("fan-out", (scheme, parts) => {
    expect(new Set(scheme.transactions.map(({ origin }) => origin)).size).toBe(1);
    expect(new Set(scheme.transactions.map(({ target }) => target)).size).toBe(parts);
    expect(scheme.totalCents > BigInt(LIMIT_CENTS)).toBe(true);
    expect(scheme.found).toBe(false);
  });
});

test("a fan-in has one target and different origins", () => {
  always("fan-in", ({ transactions, found }, parts) => {
    expect(new Set(transactions.map(({ target }) => target)).size).toBe(1);
    expect(new Set(transactions.map(({ origin }) => origin)).size).toBe(parts);
    expect(found).toBe(false);
  });
});

test("a cycle comes home, each hop paying a little less than the one before", () => {
  always("cycle", ({ transactions, found }) => {
    transactions.forEach(({ target, amountCents }, hop) => {
      expect(target).toBe(transactions[(hop + 1) % transactions.length].origin);
      if (hop > 0) expect(amountCents).toBeLessThan(transactions[hop - 1].amountCents);
    });
    expect(found).toBe(false);
  });
});

test("a single large payment is above the limit and found", () => {
  always("single-large", ({ transactions, found }) => {
    expect(transactions).toHaveLength(1);
    expect(transactions[0].amountCents).toBeGreaterThan(LIMIT_CENTS);
    expect(found).toBe(true);
  });
});

test("salaries repeat the same amounts at regular times, further apart than the gap", () => {
  always("salary", ({ transactions, found }) => {
    const people = transactions.length / 3;
    transactions.slice(people).forEach((payment, index) => {
      const before = transactions[index];
      expect(payment).toEqual({ ...before, timestampMs: before.timestampMs + 6 * GAP_MS });
    });
    expect(found).toBe(false);
  });
});

test("a bank of two accounts has room for every pattern", () => {
  const plan = {
    startMs: 0,
    gapMs: GAP_MS,
    limitCents: LIMIT_CENTS,
    parts: 9,
    spreadMs: SPREAD_MS,
    accounts: createAccounts({ count: 2, skew: 0 }),
  };
  for (const kind of PATTERN_KINDS)
    expect(PATTERNS[kind].draw(createRandom(1, "test"), plan).length).toBeGreaterThan(0);
});
