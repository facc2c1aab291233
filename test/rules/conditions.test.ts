import { describe, expect, test } from "@jest/globals";
import { type Condition, readCondition } from "../../rules/conditions/condition";
import { CannotJudge } from "../../rules/conditions/exact";
import { Amount, Count, Duration, Plain, Time, type TypeName, type Value } from "../../rules/conditions/units";

const TYPES: [string, TypeName][] = [
  ["total", "Amount"],
  ["largest", "Amount"],
  ["count", "Count"],
  ["payers", "Count"],
  ["span", "Duration"],
  ["time", "Time"],
  ["origin", "string"],
  ["incoming", "bool"],
];
const names = {
  types: new Map(TYPES),
  constants: new Map<string, Value>([
    ["limit", new Plain(10_000)],
    ["who", "a_0"],
    ["pause", new Duration(600_000)],
  ]),
};
const VALUES = {
  total: new Amount(1_000_050),
  largest: new Amount(1_000_000),
  count: new Count(4),
  payers: new Count(0),
  span: new Duration(5_400_000),
  time: new Time(Date.UTC(2026, 2, 1, 23, 30)),
  origin: "a_0",
  incoming: true,
};

function condition(text: string): Condition {
  const read = readCondition(text, names);
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return read;
}

function problems(text: string) {
  const read = readCondition(text, names);
  return Array.isArray(read) ? read.map(({ start, found, expected }) => `${start} ${found}: ${expected}`) : [];
}

describe("a condition", () => {
  test.each<[string, boolean]>([
    ["total > limit", true],
    ["total > 10000.5", false],
    ["total >= 10000.5", true],
    ["largest <= limit && total > limit", true],
    ["largest < limit || count == 4", true],
    ["total - 0.5 == largest", true],
    ["total == largest + 0.5", true],
    ["1.00005 * limit == total", true],
    ["0.07 * 100 == 7 && count > 0", true],
    ["0.1 + 0.2 == 0.3 && count > 0", true],
    ["total / 3 * 3 == total", true],
    ["total % 100 == 0.5", true],
    ["total / count > 2500 && total / count < 2501", true],
    ["total / largest > 1", true],
    ["count / 3 > 1 && count / 3 < 2", true],
    ["count >= 0.5 * count + 2", true],
    ["-total < -limit", true],
    ["count - 5 < 0 && -count == 0 - 4", true],
    ["!incoming ? count == 0 : count == 4", true],
    ["1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && count > 0", true],
    ["count == 1 || count == 2 && count == 3", false],
    ["span == duration('1h30m') && span > pause && span / pause == 9", true],
    ["time.getHours() == 23 && time.getMinutes() == 30 && time.getDayOfWeek() == 0 && time.getDate() == 1", true],
    ["(time + duration('1h')).getDate() == 2", true],
    ["origin == who && origin in ['a_0', 'b'] && !(origin in ['c'])", true],
    ["origin.startsWith('a') && origin.endsWith('_0') && origin.contains('_')", true],
    ["count > 3 // as people say", true],
  ])("%s is %s", (text, expected) => {
    expect(condition(text).holds(VALUES)).toBe(expected);
  });

  test("compares amounts exactly at any size", () => {
    const huge = 10n ** 40n;
    const { holds } = condition("total > largest");
    expect(holds({ total: new Amount(huge + 1n), largest: new Amount(huge) })).toBe(true);
    expect(holds({ total: new Amount(huge), largest: new Amount(huge) })).toBe(false);
    const part = condition("0.99 * total < largest");
    expect(part.holds({ total: new Amount(huge * 100n), largest: new Amount(huge * 99n + 1n) })).toBe(true);
    expect(part.holds({ total: new Amount(huge * 100n), largest: new Amount(huge * 99n) })).toBe(false);
  });

  test("without an answer says so, unless another part decides", () => {
    expect(() => condition("total / payers > 1").holds(VALUES)).toThrow(CannotJudge);
    expect(() => condition("count % payers == 0").holds(VALUES)).toThrow("division by zero");
    expect(() => condition("total > 1").holds({})).toThrow("a value that is not known");
    expect(condition("total / payers > 1 || count == 4").holds(VALUES)).toBe(true);
    expect(condition("payers > 0 && total / payers > 1").holds(VALUES)).toBe(false);
    expect(condition("total / payers > 1 && payers > 0").holds(VALUES)).toBe(false);
    expect(() => condition("(time + duration('1d') * 100000000000).getHours() > 1").holds(VALUES)).toThrow(CannotJudge);
  });

  test("means the same with other spaces, and with a number for a parameter", () => {
    const { canonical } = condition("total > limit");
    expect(condition("total>10000").canonical).toBe(canonical);
    expect(condition("(total > 2 * 5000.0)").canonical).toBe(canonical);
    expect(condition("total >= limit").canonical).not.toBe(canonical);
    expect(condition("total > 1000").canonical).not.toBe(canonical);
    expect(condition("origin in ['b', 'a']").canonical).toBe(condition("origin in ['a', 'b']").canonical);
  });
});

describe("what is no condition is refused with its place:", () => {
  test.each<[string, string[]]>([
    ["totl > limit", ["0 totl: a known name: did you mean total?"]],
    [
      "total > lmit && cuont > 1",
      ["8 lmit: a known name: did you mean limit?", "16 cuont: a known name: did you mean count?"],
    ],
    ["total > payers", ["0 total > payers: an amount > an amount or a number, not a count"]],
    ["count > 1 && span > 5", ["13 span > 5: a duration > a duration, not a number"]],
    ["total * total > 1", ["0 total * total: an amount * a number or a count, not an amount"]],
    ["total", ["0 total, an amount: a condition such as total > 10000"]],
    ["1 < 2", ["0 1 < 2: a condition that asks for something: this one is always the same"]],
    ["total > 1 / 0", ["12 0: a divisor other than 0"]],
    ["total > 1e3", [expect.stringMatching(/^8 1e3: a number of at most 18 digits/) as unknown as string]],
    ["span > duration('1x')", [`7 duration('1x'): duration("1h30m"): a number with ms, s, m, h or d`]],
    ["total >", ["7 the end: an expression: Unexpected token: EOF"]],
    ["", ["0 the end: an expression: Unexpected token: EOF"]],
  ])("%s", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test.each([
    "total.constructor == 1",
    "constructor == 1",
    "__proto__ == 1",
    "origin.matches('(a+)+$')",
    "origin.constructor('x')",
    "origin.__proto__ == 'a'",
    "toString() == 'a'",
    "{'a': 1}.a > 1",
    "[1, 2].all(x, x > 0)",
    "[1, 2].map(x, x * 2) == [2]",
    "has(origin.length)",
    "cel.bind(x, total, x > 1)",
    "dyn(total) > 1",
    "type(total) == Amount",
    "int(origin) > 1",
    "total[0] > 1",
    "origin['length'] > 1",
    "origin in origin",
    "b'abc' == b'abc'",
    "total > 5u",
    "total > 0x10",
    "total == null",
    "total > _0",
    "timestamp('2026-01-01T00:00:00Z') < time",
    "time.getHours('Europe/Berlin') > 1",
    "origin == '\\ud800'",
    "total = 5",
    "total > 1; total > 2",
    "`total` > 1",
  ])("%s", (text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });

  test("what is too long, too deep or too much", () => {
    for (const text of [
      `total > ${"1".repeat(5_000)}`,
      "!".repeat(1_900),
      `${"(".repeat(900)}count > 1${")".repeat(900)}`,
      Array.from({ length: 300 }, () => "count>1")
        .join("||")
        .slice(0, 1_999),
      `${"-".repeat(1_000)}total > 1`,
      `origin in [${Array.from({ length: 300 }, () => "'a'").join()}]`,
      `incoming${"?incoming:incoming".repeat(100)}`,
    ]) {
      expect(problems(text).length).toBeGreaterThan(0);
    }
  });
});
