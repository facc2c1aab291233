import { describe, expect, test } from "@jest/globals";
import { RuleSetError } from "../../rules/file/problem";
import { parseRuleSet } from "../../rules/ruleSet";

/** Every problem as a line, without the file. */
function problems(text: string): string[] {
  try {
    parseRuleSet(text, "f");
  } catch (error) {
    if (error instanceof RuleSetError) return error.message.split("\n").map((line) => line.replace(/^f:/, ""));
    throw error;
  }
  return [];
}

const RULE = `
    title: t
    key: pair
    window: { session: 10m }`;

describe("a file of rules", () => {
  test("says everything that is wrong at once, in its order", () => {
    expect(
      problems(`
parameters: { limit: 10000, total: 3, X: 3 }
rulez: []
rules:
  - id: Fan_in
    title: 3
    severity: hgh
    key: targt
    windw: 3
    window: { sesion: 10m }
    where: amont <= limit
    measure: { near: { cont: amount > 3 }, two: { count: amount > 1, sum: amount > 2 }, count: { count: amount > 3 } }
    when: |
      payers >= 5 &&
        totl > limit
  - id: b
    title: b
    key: pair
    window: { session: 10x, longest: 3d }
    measure: { q: { payers: amount > 3 } }
    when: "payers > 3 && total > count"
  - id: b
    title: b
    key: target
    window: { sliding: 10m, every: 20m }
    when: payers > 5000
  - 7
`),
    ).toEqual([
      "2:29: parameters.total: found total, expected another name: conditions know this one as something else",
      "2:39: parameters.X: found X, expected a name of letters and digits that begins with a small letter",
      "3:1: found rulez, expected a known field: did you mean rules?",
      "5:9: rule Fan_in, id: found Fan_in, expected an id such as fan-in: small letters, digits and single hyphens",
      "6:12: rule Fan_in, title: found 3, expected a title for people",
      "7:15: rule Fan_in, severity: found hgh, expected one of low, medium, high, critical",
      "8:10: rule Fan_in, key: found targt, expected one of pair, origin, target, account, between",
      "9:5: rule Fan_in: found windw, expected a known field: did you mean window?",
      "10:13: rule Fan_in, window: found { sesion: 10m }, expected a kind of window: did you mean session?",
      "11:12: rule Fan_in, where: found amont, expected a known name: did you mean amount?",
      "12:24: rule Fan_in, measure.near: found cont, expected a known field: did you mean count?",
      "12:49: rule Fan_in, measure.two: found { count: amount > 1, sum: amount > 2 }, expected exactly one of count, sum, largest, smallest, first, last, payers, payees",
      "12:89: rule Fan_in, measure.count: found count, expected another name: this one is taken",
      "15:9: rule Fan_in, when: found totl, expected a known name: did you mean total?",
      "19:24: rule b, window.session: found 10x, expected a duration such as 10m, 24h or 1h30m, at least 1ms and at most 365d",
      "20:21: rule b, measure.q.payers: found payers, expected a measure that key pair has: count, sum, largest, smallest, first, last",
      "21:12: rule b, when: found payers, expected one of total, count, largest, smallest, first, last, span, limit",
      "22:9: rule b, id: found b, expected an id that no other rule has",
      "25:36: rule b, window.every: found 20m, expected at most the window's length",
      "27:5: rule 4: found 7, expected a rule: a map with id, title, key, window and when",
    ]);
  });

  test("refuses more accounts than are told apart, and accounts that a key does not have", () => {
    const rule = (key: string, when: string) =>
      `rules: [{ id: a, title: a, key: ${key}, window: { calendar: 1d }, when: "${when}" }]`;
    expect(problems(rule("target", "payers >= 1000"))).toEqual([]);
    expect(problems(rule("target", "5 * 500 < payers"))).toEqual([
      "1:73: rule a, when: found payers beside 2500, expected at most 1000: more accounts are only known to be more",
    ]);
    expect(problems(rule("target", "payees > 1"))).toHaveLength(1);
    expect(problems(rule("between", "sent > 0.85 * received && receivedCount > 0"))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["plain", `when: total > 1 && lagest > 1`, "8:24"],
    ["in quotes", `when: "total > 1 && lagest > 1"`, "8:25"],
    ["in a block", `when: |\n      total > 1 &&\n      lagest > 1`, "10:7"],
    ["folded", `when: >-\n      total > 1 &&\n\n        lagest > 1`, "11:9"],
    ["over lines", `when: total > 1\n      && lagest > 1`, "9:10"],
    ["with an escape", `when: "total > 1 \\u0026& lagest > 1"`, "8:11"],
  ])("finds the place in a condition that is written %s", (_, when, place) => {
    const text = `parameters:\n  limit: 1\nrules:\n  - id: a${RULE}\n    ${when}`;
    expect(problems(text)).toEqual([
      `${place}: rule a, when: found lagest, expected a known name: did you mean largest?`,
    ]);
  });

  test.each<[string, string, RegExp]>([
    ["nothing", "", /^1:1: found nothing, expected a map with rules/],
    ["a list", "- 1", /^1:1: found - 1, expected a map with rules/],
    ["no rules", "rules: []", /^1:8: rules: found \[\], expected at least one rule$/],
    ["no YAML", "a: [", /^1:5: found no YAML here, expected YAML: /],
    ["a name twice", "rules: 1\nrules: 2", /^2:1: found no YAML here, expected YAML: Map keys must be unique$/],
    ["two documents", "a: 1\n---\nb: 1", /multiple documents/],
    ["an alias", "parameters: &a { x: 1 }\nrules: *a", /^2:8: found \*a, expected the value itself/],
    ["a merge", "a: &a { x: 1 }\nrules: [{ <<: *a }]", /found \*a/],
    ["a tag", "rules: !!js/function x", /^1:8: found no YAML here, expected YAML: Unresolved tag/],
    ["__proto__", "__proto__: { x: 1 }\nrules: 1", /^1:1: found __proto__, expected a known field$/],
    ["a field without a name", "? [1]\n: 2", /^1:3: found a field without a name/],
    ["depth", "[".repeat(50_000), /./],
    ["length", "#".repeat(1_000_001), /^1:1: found 1000001 characters, expected at most 1000000$/],
  ])("refuses %s", (_, text, message) => {
    const found = problems(text);
    expect(found[0]).toMatch(message);
    expect(found.length).toBeLessThan(10);
  });

  test("takes parameters as what they are: numbers by how they are written, durations, texts, yes and no", () => {
    const text = `parameters: { exact: 12345678901234.07, pause: 30m, who: acct, night: true, round: 1e3 }`;
    const when = `when: total == exact && span < pause`;
    const rules = `rules:\n  - id: a${RULE}\n    where: origin == who && night\n    ${when}`;
    expect(problems(`${text.replace(", round: 1e3", "")}\n${rules}`)).toEqual([]);
    expect(problems(`${text}\n${rules}`)).toEqual([
      "1:84: parameters.round: found 1e3, expected a number of at most 18 digits, with at most 9 behind the point",
    ]);
  });
});
