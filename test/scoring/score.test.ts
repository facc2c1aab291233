import { describe, expect, test } from "@jest/globals";
import { type KnownScheme, type ScoredAlert, scoreRules } from "../../scoring/score";
import { scoreText } from "../../scoring/scoreText";
import { at, tx } from "../transforms/payments";

const scheme = (kind: string, expected: string[], ...transactions: KnownScheme["transactions"]): KnownScheme => ({
  kind,
  expected,
  honest: false,
  transactions,
});

function alert(rule: string, text: string, payments: ScoredAlert["payments"], truncated = false): ScoredAlert {
  const kind = text.includes(";") ? "pair" : "target";
  return { rule: { id: rule }, key: { kind, text }, windowStartMs: at(0), windowEndMs: at(100), payments, truncated };
}

const gathered = [tx("p", "shop", 3_000, at(1)), tx("q", "shop", 4_000, at(2))];
const parts = [tx("a", "b", 6_000, at(5)), tx("a", "b", 5_000, at(6))];
const bread = tx("x", "shop", 3, at(3));

const counts = (rules: string[], schemes: KnownScheme[], alerts: ScoredAlert[]) =>
  scoreRules(rules, schemes, alerts).map(({ rule, found, missed, alerts, falseAlarms, ofOtherKinds }) => [
    rule,
    ...[found, missed, alerts, falseAlarms, ofOtherKinds].map(({ length }) => length),
  ]);

describe("rules are held against what was planted", () => {
  const schemes = [scheme("fan-in", ["fan-in"], ...gathered), scheme("structuring", ["structuring"], ...parts)];

  test.each<[string, ScoredAlert[], unknown[][]]>([
    [
      "nothing",
      [],
      [
        ["fan-in", 0, 1, 0, 0, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "one found with an honest payment among its own",
      [alert("fan-in", "shop", [...gathered, bread])],
      [
        ["fan-in", 1, 0, 1, 0, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "one payment of it is enough",
      [alert("fan-in", "shop", [gathered[0]])],
      [
        ["fan-in", 1, 0, 1, 0, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "twice is found once",
      [alert("structuring", "a;b", parts), alert("structuring", "a;b", [parts[1]])],
      [
        ["fan-in", 0, 1, 0, 0, 0],
        ["structuring", 1, 0, 2, 0, 0],
      ],
    ],
    [
      "honest payments alone are a false alarm",
      [alert("fan-in", "shop", [bread])],
      [
        ["fan-in", 0, 1, 1, 1, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "what another rule is there for is neither found nor false",
      [alert("fan-in", "b", parts)],
      [
        ["fan-in", 0, 1, 1, 0, 1],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "a payment like one of a scheme at another time is honest",
      [alert("structuring", "a;b", [{ ...parts[0], timestampMs: at(7) }])],
      [
        ["fan-in", 0, 1, 0, 0, 0],
        ["structuring", 0, 1, 1, 1, 0],
      ],
    ],
    [
      "where payments are left out, those of the key in the window count",
      [alert("fan-in", "shop", [bread], true)],
      [
        ["fan-in", 1, 0, 1, 0, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
    [
      "where payments are left out, those of other keys and times do not count",
      [
        alert("fan-in", "b2", [bread], true),
        { ...alert("fan-in", "shop", [bread], true), windowStartMs: at(3) },
        { ...alert("fan-in", "shop", [bread], true), windowEndMs: at(1) },
      ],
      [
        ["fan-in", 0, 1, 3, 3, 0],
        ["structuring", 0, 1, 0, 0, 0],
      ],
    ],
  ])("%s", (_, alerts, expected) => {
    expect(counts(["fan-in", "structuring"], schemes, alerts)).toEqual(expected);
  });

  test("what only looks like a scheme is neither missed nor found", () => {
    const salary = { ...scheme("salary", [], ...parts), honest: true };
    expect(counts(["structuring"], [salary], [alert("structuring", "a;b", parts)])).toEqual([
      ["structuring", 0, 0, 1, 1, 0],
    ]);
  });

  test("a scheme that no rule is there for is in no row, and an alert about it is no false alarm", () => {
    expect(counts(["structuring"], [scheme("cycle", [], ...parts)], [alert("structuring", "a;b", parts)])).toEqual([
      ["structuring", 0, 0, 1, 0, 1],
    ]);
  });

  test("a payment of two schemes shows both", () => {
    const both = [scheme("one", ["r"], parts[0]), scheme("two", ["r"], ...parts)];
    expect(counts(["r"], both, [alert("r", "a;b", parts)])).toEqual([["r", 2, 0, 1, 0, 0]]);
  });
});

test("as a person reads it", () => {
  const scores = scoreRules(
    ["fan-in", "structuring"],
    [scheme("fan-in", ["fan-in"], ...gathered), scheme("structuring", ["structuring"], ...parts)],
    [alert("fan-in", "shop", gathered), alert("fan-in", "shop", [bread])],
  );
  expect(scoreText(scores)).toBe(
    [
      "rule         planted  found  missed  alerts  false alarms  other schemes",
      "fan-in             1      1       0       2             1              0",
      "structuring        1      0       1       0             0              0",
    ].join("\n"),
  );
});

test("without rules and schemes there is nothing to say, and nothing breaks", () => {
  expect(scoreText(scoreRules([], [], []))).toMatch(/^rule /);
});
