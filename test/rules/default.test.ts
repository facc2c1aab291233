import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Transaction } from "../../payment/transaction";
import { detect } from "../../rules/detect";
import { docsWith } from "../../rules/docs";
import { findingId } from "../../rules/finding";
import { ruleSetJsonSchema } from "../../rules/jsonSchema";
import { loadRuleSet } from "../../rules/ruleSet";
import { at, GAP_MS, START_MS, tx } from "../transforms/payments";
import { asExpected } from "./findings";
import { payments } from "./payments";
import { PLAIN_DEFAULT_RULES } from "./plainDefault";
import { expectedOf } from "./reference";

const root = join(__dirname, "../..");
const ruleSet = loadRuleSet(join(root, "rules/default.yaml"));

/** Ids of the rules that find something, each once. */
function finders(some: Transaction[]): string[] {
  return [...new Set(detect(ruleSet, some).map(({ rule }) => rule.id))].sort();
}

const HOUR = 60;
const many = (count: number, make: (i: number) => Transaction) => Array.from({ length: count }, (_, i) => make(i));

describe("the default rules", () => {
  test.each<[string, string[], Transaction[]]>([
    ["parts that add up", ["structuring"], [tx("a", "b", 6_000, at(0)), tx("a", "b", 4_000.01, at(5))]],
    ["parts that stay below", [], [tx("a", "b", 6_000, at(0)), tx("a", "b", 4_000, at(5))]],
    ["one large payment", ["large-payment"], [tx("a", "b", 10_000.01, at(0))]],
    ["one at the limit", [], [tx("a", "b", 10_000, at(0)), tx("c", "d", 7_999, at(0))]],
    ["five payers of one", ["fan-in"], many(5, (i) => tx(`p${i}`, "b", 2_100, at(i * HOUR)))],
    ["five payers, each a tenth", ["fan-in"], many(5, (i) => tx(`p${i}`, "b", i === 0 ? 1_000 : 2_600, at(i * HOUR)))],
    ["five payers, one less", [], many(5, (i) => tx(`p${i}`, "b", i === 0 ? 999.99 : 2_600, at(i * HOUR)))],
    ["four payers of one", [], many(4, (i) => tx(`p${i}`, "b", 2_900, at(i * HOUR)))],
    ["five payees of one", ["fan-out"], many(5, (i) => tx("a", `q${i}`, 2_100, at(i * HOUR)))],
    ["five payees, one less", [], many(5, (i) => tx("a", `q${i}`, i === 0 ? 999.99 : 2_600, at(i * HOUR)))],
    ["five payees, too slow", [], many(5, (i) => tx("a", `q${i}`, 2_100, at(i * 7 * HOUR)))],
    ["three just below", ["just-below"], many(3, (i) => tx("a", `q${i}`, 8_000, at(i * 7 * HOUR)))],
    ["three just below, too slow", [], many(3, (i) => tx("a", `q${i}`, 8_000, at(i * 13 * HOUR)))],
    ["parts over days", ["slow-structuring"], many(4, (i) => tx("a", "b", 2_501, at(i * 30 * HOUR)))],
    [
      "money passed on",
      ["pass-through"],
      [tx("a", "b", 7_000, at(0)), tx("c", "b", 3_500, at(60)), tx("b", "d", 9_000, at(HOUR * 3))],
    ],
    [
      "money that was paid before it came in",
      [],
      [tx("b", "d", 9_000, at(0)), tx("a", "b", 7_000, at(60)), tx("c", "b", 3_500, at(HOUR * 3))],
    ],
    [
      "there and back",
      ["large-payment", "pass-through", "round-trip"],
      [tx("a", "b", 10_500, at(0)), tx("b", "a", 9_500, at(HOUR * 20))],
    ],
    ["there and half back", ["large-payment"], [tx("a", "b", 10_500, at(0)), tx("b", "a", 5_000, at(HOUR * 20))]],
    [
      "round amounts",
      ["round-amounts"],
      many(10, (i) => tx("a", `q${i}`, i % 2 === 0 ? 3_000 : 1_333, at(i * 7 * HOUR))),
    ],
    ["mostly odd amounts", [], many(10, (i) => tx("a", `q${i}`, i < 4 ? 3_000 : 1_733, at(i * 7 * HOUR)))],
  ])("%s: %p", (_, expected, some) => {
    expect(finders(some)).toEqual(expected);
  });

  test("structuring and large-payment find together what adds up to more than the limit, and nothing else", () => {
    fc.assert(
      fc.property(payments, (some) => {
        const both = detect(ruleSet, some).filter(({ rule }) => ["structuring", "large-payment"].includes(rule.id));
        const found = both.map(({ key, windowStartMs }) => `${key.text} ${windowStartMs}`).sort();
        expect(found.filter((one, i) => found.indexOf(one) === i)).toEqual(sessionsAbove(some, 1_000_000n));
      }),
    );
  });

  test("find what plain functions of the same rules find", () => {
    fc.assert(
      fc.property(payments, (some) => {
        expect(asExpected(detect(ruleSet, some))).toEqual(expectedOf(PLAIN_DEFAULT_RULES, some, 100).found);
      }),
    );
  });

  test("tell in one sentence why", () => {
    const [finding] = detect(ruleSet, [tx("a", "b", 6_000, at(0)), tx("a", "b", 4_500, at(5))]);
    expect(finding).toMatchObject({
      rule: { id: "structuring", version: 1, severity: "high", mode: "live" },
      subject: { origin: "a", target: "b" },
      measures: { total: "10500", largest: "6000" },
      reason:
        "Parts below the limit that add up above it: 2 payments from a to b in one session with pauses under 10m: total 10500, above 10000; largest 6000, at most 10000.",
      truncated: false,
    });
  });
});

/** Pairs and starts of the sessions of pairs with more than this, by a walk over the sorted payments. */
function sessionsAbove(some: Transaction[], limitCents: bigint): string[] {
  const found: string[] = [];
  const pairOf = ({ origin, target }: Transaction) => `${origin};${target}`;
  for (const pair of new Set(some.map(pairOf))) {
    const own = some.filter((payment) => pairOf(payment) === pair).sort((a, b) => a.timestampMs - b.timestampMs);
    while (own.length > 0) {
      const session = own.splice(0, 1);
      while (own.length > 0 && own[0].timestampMs - (session.at(-1)?.timestampMs ?? 0) < GAP_MS)
        session.push(...own.splice(0, 1));
      const total = session.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n);
      if (total > limitCents) found.push(`${pair} ${session[0].timestampMs}`);
    }
  }
  return found.sort();
}

test("ids of alerts are pinned: consumers know an alert by them", () => {
  expect(findingId({ id: "structuring" }, "a;b", START_MS)).toBe("373fb16cbb99c67b7f244691a83121de");
});

test("the JSON Schema is up to date; `npm run rules:docs` writes it", () => {
  expect(readFileSync(join(root, "rules/schema.json"), "utf8")).toBe(ruleSetJsonSchema());
});

test("the tables of docs/rules.md are up to date; `npm run rules:docs` writes them", () => {
  const docs = readFileSync(join(root, "docs/rules.md"), "utf8");
  expect(docsWith(docs)).toBe(docs);
});

test("fingerprints of views and ids of what they keep are pinned: they are part of what is in savepoints", () => {
  const views = ruleSet.views.map(({ fingerprint, rules, slots }) =>
    [fingerprint, rules.map(({ id }) => id).join(), ...slots.map(({ id }) => id)].join(" "),
  );
  expect(views).toEqual([
    "zIGnv8QW structuring,large-payment 4041923442",
    "ej9XWK_N fan-in 3539056915",
    "Vtb0lQwz fan-out 3539056915",
    "q8QeGBhA just-below 4167249792",
    "ut3GpQBd slow-structuring 4041923442",
    "n-WNvQ3Q pass-through 2679657448 3412474792 3899737689 4267188362",
    "uUHV7yBx round-trip 2506928841 2507794553 2679657448 3412474792",
    "ft6e2kD0 round-amounts 3582517488",
  ]);
});
