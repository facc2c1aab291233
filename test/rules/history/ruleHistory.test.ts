import { describe, expect, test } from "@jest/globals";
import { detect } from "../../../rules/detect";
import { RuleHistory } from "../../../rules/history/ruleHistory";
import { parseRuleSet } from "../../../rules/ruleSet";
import { at, tx } from "../../transforms/payments";

const RULE = { title: "r", key: "pair", window: { session: "10m" }, when: "total > 5" };

function historyOf(...records: object[]): RuleHistory {
  const history = new RuleHistory(10);
  for (const record of records) expect(history.add(JSON.stringify({ id: "r", ...record }))).toBeUndefined();
  return history;
}

const minute = (n: number) => new Date(at(n)).toISOString();
/** Three payments in one session; what comes into force between the first and the second. */
const PAYMENTS = [tx("a", "b", 4, at(0)), tx("a", "b", 4, at(2)), tx("a", "b", 4, at(4))];

function found(history: RuleHistory) {
  return detect(history.ruleSet(), PAYMENTS).map(({ rule, count, windowStartMs }) => [
    rule.version,
    count,
    (windowStartMs - at(0)) / 60_000,
  ]);
}

test("another limit goes on with the windows that are open", () => {
  const other = { ...RULE, when: "total > 11" };
  const history = historyOf(
    { version: 1, effectiveFrom: "always", rule: RULE },
    { version: 2, effectiveFrom: minute(1), rule: other },
  );
  expect(found(history)).toEqual([[2, 3, 0]]);
});

test("a version that asks for something else of payments sees those from its time on", () => {
  const other = { ...RULE, when: "total > 5 && largest > 3" };
  const history = historyOf(
    { version: 1, effectiveFrom: "always", rule: RULE },
    { version: 2, effectiveFrom: minute(1), rule: other },
  );
  expect(found(history)).toEqual([[2, 2, 2]]);
});

test("a version that another one replaces at the same moment was never there", () => {
  const history = historyOf(
    { version: 1, effectiveFrom: "always", rule: RULE },
    { version: 2, effectiveFrom: minute(1), rule: { ...RULE, key: "origin" } },
    { version: 3, effectiveFrom: minute(1), rule: RULE },
  );
  expect(found(history)).toEqual([[3, 3, 0]]);
});

test("a rule that is removed ends with the payments that it has, also beside one that gathers alike and stays", () => {
  const first = { ...RULE, when: "total > 3" };
  const history = historyOf(
    { version: 1, effectiveFrom: "always", rule: first },
    { id: "stays", version: 1, effectiveFrom: "always", rule: RULE },
    { version: 2, effectiveFrom: minute(1), removed: true },
  );
  expect(found(history)).toEqual([
    [1, 1, 0],
    [1, 3, 0],
  ]);
});

test.each<[string, object, string]>([
  [
    "a number that there was",
    { version: 1, effectiveFrom: minute(9), rule: RULE },
    "version: found 1, expected more than 1",
  ],
  [
    "a time before the version before",
    { version: 2, effectiveFrom: "2026-01-01", rule: RULE },
    "or later, when version 1",
  ],
  [
    "always, later",
    { id: "s", version: 1, effectiveFrom: "always", rule: RULE },
    "expected a time: there are rules in force",
  ],
  [
    "what nobody knows, removed",
    { id: "s", version: 1, effectiveFrom: minute(9), removed: true },
    "expected a rule that there is",
  ],
  ["neither a rule nor its removal", { version: 2, effectiveFrom: minute(9) }, "either a rule or removed: true"],
  [
    "a field that nobody knows",
    { version: 2, effectiveFrom: minute(9), rule: RULE, since: 1 },
    "since: expected one of id, version",
  ],
  [
    "a condition that does not check",
    { version: 2, effectiveFrom: minute(9), rule: { ...RULE, when: "totl > 1" } },
    "did you mean total?",
  ],
  [
    "a name of JavaScript's",
    { version: 2, effectiveFrom: minute(9), rule: { ...RULE, when: "constructor > 1" } },
    "found constructor",
  ],
  [
    "its number in the rule",
    { version: 2, effectiveFrom: minute(9), rule: { ...RULE, version: 2 } },
    "rule.version: expected beside",
  ],
  [
    "too much text",
    { version: 2, effectiveFrom: minute(9), rule: RULE, note: "x".repeat(70_000) },
    "expected at most 65536",
  ],
])("put aside: %s", (_, record, problem) => {
  const history = historyOf({ version: 1, effectiveFrom: minute(0), rule: RULE });
  expect(history.add(JSON.stringify({ id: "r", ...record }))).toContain(problem);
  expect(history.versions.map(({ version }) => version)).toEqual([1]);
});

describe("rates", () => {
  const table = (version: number, effectiveFrom: string, rates: object) => ({
    ...{ id: "rates", version, effectiveFrom, rates },
  });

  test("have versions beside those of rules, each in force in its time, as one table; what goes has no rate from then on", () => {
    const history = historyOf(
      table(1, "always", { base: "EUR", USD: "0.92", JPY: "0.0061" }),
      { version: 1, effectiveFrom: "always", rule: RULE },
      table(2, minute(0), { base: "EUR", USD: "0.92", changes: [{ from: "2027-01-01", USD: "0.9" }] }),
    );
    expect(history.ruleSet().rates).toEqual({
      base: "EUR",
      rates: {
        USD: [
          { fromMs: 0, rate: "0.92" },
          { fromMs: Date.UTC(2027, 0, 1), rate: "0.9" },
        ],
        JPY: [{ fromMs: 0, rate: "0.0061" }, { fromMs: at(0) }],
      },
    });
    expect(history.ruleSet().rules.map(({ id }) => id)).toEqual(["r"]);
  });

  test("that begin later, or are removed, leave base without a rate, too", () => {
    const history = historyOf(table(1, minute(0), { base: "EUR" }), {
      ...{ id: "rates", version: 2, effectiveFrom: minute(9), removed: true },
    });
    expect(history.rates).toEqual({ base: "EUR", rates: { EUR: [{ fromMs: at(0), rate: "1" }, { fromMs: at(9) }] } });
    expect(history.hasRules).toBe(false);
  });

  test.each<[string, object, string]>([
    [
      "another base than the first one, also after a removal",
      table(3, minute(5), { base: "USD", EUR: "1.1" }),
      "rates.base: found USD, expected EUR, which the first rates have",
    ],
    [
      "a rate as a number",
      table(3, minute(5), { base: "EUR", USD: 0.9 }),
      "rates.USD: expected a rate as a text such as",
    ],
    ["a rate of nothing", table(3, minute(5), { base: "EUR", USD: "0" }), "rates.USD: found"],
    ["no base", table(3, minute(5), { USD: "0.9" }), "rates.base: expected a currency such as EUR"],
    ["a number that there was", table(2, minute(5), { base: "EUR" }), "version: found 2, expected more than 2"],
    ["a time before the version before", table(3, minute(0), { base: "EUR" }), "or later, when version 2 comes"],
    ["rates of another id", { ...table(3, minute(5), { base: "EUR" }), id: "r" }, "id: expected rates where there are"],
    [
      "a rule of this id",
      { id: "rates", version: 3, effectiveFrom: minute(5), rule: RULE },
      "id: expected rates where",
    ],
    [
      "none, removed",
      { id: "rates", version: 3, effectiveFrom: minute(5), removed: true },
      "removed: found rates, expected rates where there are some",
    ],
    [
      "both a rule and rates",
      { ...table(3, minute(5), { base: "EUR" }), rule: RULE },
      "expected either a rule or removed: true, or rates",
    ],
  ])("put aside: %s", (_, record, problem) => {
    const history = historyOf(table(1, "always", { base: "EUR", USD: "0.92" }), {
      ...{ id: "rates", version: 2, effectiveFrom: minute(1), removed: true },
    });
    expect(history.add(JSON.stringify(record))).toContain(problem);
    expect(history.versions.map(({ version }) => version)).toEqual([1, 2]);
  });

  test("are no id of a rule of a file either", () => {
    expect(() => parseRuleSet(JSON.stringify({ rules: [{ ...RULE, id: "rates" }] }), "f")).toThrow(
      'found "rates", expected another id than rates',
    );
  });
});

test("five hundred rules at once, and no more", () => {
  const history = new RuleHistory(10);
  const add = (id: string) => history.add(JSON.stringify({ id, version: 1, effectiveFrom: "always", rule: RULE }));
  for (let i = 0; i < 500; i++) expect(add(`r-${i}`)).toBeUndefined();
  expect(add("one-more")).toBe("id: found one-more, expected at most 500 rules");
});
