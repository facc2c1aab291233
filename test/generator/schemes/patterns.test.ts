import { join } from "node:path";
import fc from "fast-check";
import { kindsOfPace, PATTERN_KINDS, PATTERNS, type PatternKind } from "../../../generator/schemes/patterns/patterns";
import { drawScheme, type Scheme } from "../../../generator/schemes/scheme";
import { createAccounts } from "../../../generator/traffic/accounts";
import { createRandom } from "../../../generator/traffic/random";
import { detect } from "../../../rules/detect";
import { loadRuleSet } from "../../../rules/ruleSet";

const GAP_MS = 600_000;
const LIMIT_CENTS = 1_000_000;
const SPREAD_MS = 6 * 86_400_000;
const accounts = createAccounts({ count: 500, skew: 0.8 });

/** Holds for schemes of any seed and size. */
function always(kind: PatternKind, check: (scheme: Scheme, parts: number) => void, mostParts = 40): void {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: mostParts }), (seed, parts) => {
      const plan = { startMs: 1_000, gapMs: GAP_MS, limitCents: LIMIT_CENTS, parts, spreadMs: SPREAD_MS, accounts };
      check(drawScheme("x", kind, createRandom(seed, "test"), plan), parts);
    }),
  );
}

/** Which of the default rules find these payments where there are no others. */
const ruleSet = loadRuleSet(join(__dirname, "../../../rules/default.yaml"));
const finders = ({ transactions }: Scheme) => detect(ruleSet, transactions).map(({ rule }) => rule.id);

test("what is expected to find a scheme is a default rule, and each default rule has an easy and a hard kind", () => {
  const expecting = new Map<string, PatternKind[]>(ruleSet.rules.map(({ id }) => [id, []]));
  for (const kind of PATTERN_KINDS) {
    for (const id of PATTERNS[kind].expected) expecting.get(id)?.push(kind);
    expect([...expecting.keys()]).toEqual(expect.arrayContaining([...PATTERNS[kind].expected]));
  }
  expect(Object.fromEntries(expecting)).toEqual({
    structuring: ["structuring", "mixed-structuring"],
    // One payment hides nothing: there is no hard way to make it.
    "large-payment": ["single-large"],
    "fan-in": ["fan-in", "slow-fan-in"],
    "fan-out": ["fan-out", "slow-fan-out"],
    // Up to the limit and over nearly a day: hard by itself, as round amounts over days are.
    "just-below": ["just-below"],
    "slow-structuring": ["slow-structuring", "spread-structuring"],
    "pass-through": ["pass-through", "mixed-pass-through"],
    "round-trip": ["round-trip", "slow-round-trip"],
    "round-amounts": ["round-amounts"],
  });
});

test.each<PatternKind>([
  "mixed-structuring",
  "spread-structuring",
  "just-below",
  "pass-through",
  "round-trip",
  "round-amounts",
])("%s is found by the rule that is there for it, where nothing else happens", (kind) => {
  always(kind, (scheme) => expect(finders(scheme)).toEqual(expect.arrayContaining([...PATTERNS[kind].expected])), 12);
});

test("slow schemes end within --spread, whatever the gap", () => {
  for (const kind of kindsOfPace("slow")) {
    if (kind === "mixed-structuring") continue;
    always(kind, ({ firstAt, lastAt }) => expect(lastAt - firstAt).toBeLessThanOrEqual(SPREAD_MS), 12);
  }
  always("mixed-structuring", (scheme) => expect(scheme.lastAt - scheme.firstAt).toBeLessThan(SPREAD_MS), 12);
});

test("no part of a mixed structuring is above the limit, and its session barely is", () => {
  always("mixed-structuring", ({ transactions, totalCents, found }) => {
    expect(Math.max(...transactions.map(({ amountCents }) => amountCents))).toBeLessThan(LIMIT_CENTS);
    expect(Number(totalCents)).toBeLessThan(1.2 * LIMIT_CENTS);
    expect(found).toBe(true);
  });
});

test("just below is at most the limit and above eight tenths of it", () => {
  always("just-below", ({ transactions }) => {
    for (const { amountCents } of transactions) {
      expect(amountCents).toBeGreaterThan(0.8 * LIMIT_CENTS);
      expect(amountCents).toBeLessThanOrEqual(LIMIT_CENTS);
    }
  });
});

test("what passes through goes out after it came in, at most 15 % less", () => {
  for (const kind of ["pass-through", "mixed-pass-through"] as const) {
    always(kind, ({ transactions }) => {
      const mule = transactions[0].target;
      const [came, left] = [
        transactions.filter(({ target }) => target === mule),
        transactions.filter(({ origin }) => origin === mule),
      ];
      const sum = (some: typeof came) => some.reduce((cents, { amountCents }) => cents + amountCents, 0);
      expect([...came, ...left]).toEqual(transactions);
      expect(sum(left)).toBeLessThanOrEqual(sum(came));
      expect(sum(left)).toBeGreaterThanOrEqual(0.85 * sum(came));
      expect(sum(came)).toBeGreaterThan(LIMIT_CENTS);
    });
  }
});

test("at least 85 % of a round trip comes back, never more than was sent", () => {
  for (const kind of ["round-trip", "slow-round-trip"] as const) {
    always(kind, ({ transactions, accounts: [one, other], totalCents }) => {
      expect(new Set(transactions.flatMap(({ origin, target }) => [origin, target]))).toEqual(new Set([one, other]));
      const sent = transactions.filter(({ origin }) => origin === one);
      const sentCents = sent.reduce((cents, { amountCents }) => cents + amountCents, 0);
      const backCents = Number(totalCents) - sentCents;
      expect(sentCents).toBeGreaterThan(LIMIT_CENTS);
      expect(backCents).toBeGreaterThanOrEqual(0.85 * sentCents);
      expect(backCents).toBeLessThanOrEqual(sentCents);
    });
  }
});

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
