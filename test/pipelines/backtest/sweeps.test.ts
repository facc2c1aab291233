import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fileSource } from "../../../pipelines/backtest/fileSource";
import { findVariants } from "../../../pipelines/backtest/findVariants";
import { parseSweep } from "../../../pipelines/backtest/sweep";
import { planSweeps, TRIED, variantsOf } from "../../../pipelines/backtest/variants";
import { detect } from "../../../rules/detect";
import { parseRuleSet } from "../../../rules/ruleSet";
import { rulesOf } from "../../../transforms/rulesText";
import { at, tx } from "../../transforms/payments";
import { fileOf, folder, optionsOf, RULES } from "./archive";

const rules = { file: "rules.yaml", text: RULES, maxEvidence: 100 };

describe("values of a sweep", () => {
  test.each([
    ["parts.limit=5000..7000/1000", ["5000", "6000", "7000"]],
    ["parts.limit=0.1..0.35/0.1", ["0.1", "0.2", "0.3"]],
    ["parts.limit=1,2, 5 ,2", ["1", "2", "5"]],
    ["parts.pause=30m..1h30m/30m", ["30m", "1h", "90m"]],
    ["parts.limit=0.99..1.01/0.01", ["0.99", "1", "1.01"]],
  ])("%s", (text, values) => {
    expect(parseSweep(text).values).toEqual(values);
  });

  test.each([
    ["limit=1..2/1", /found "limit=1..2\/1", expected RULE.PARAMETER=/],
    ["parts.limit=2..1/1", /FROM that is not above TO/],
    ["parts.limit=1..2/0", /STEP above 0/],
    ["parts.limit=1..100000/1", /at most 1000 values, not 100000/],
    ["parts.limit=a..b/c", /expected RULE.PARAMETER=/],
  ])("%s is refused in one line", (text, line) => {
    expect(() => parseSweep(text)).toThrow(line);
  });

  test.each([
    [["part.limit=1,2"], /found the rule part, expected a rule of --rules: did you mean parts\?/],
    [["parts.small=1,2"], /found parts.small, expected a parameter that the conditions of parts call/],
    [["parts.nothing=1,2"], /found parts.nothing, expected a parameter/],
    [["parts.limit=1..1000/1", "parts.small=1..1000/1"], /found 1000000 points for parts, expected at most 2000/],
    [["parts.limit=1,2", "parts.limit=3"], /found limit of parts twice/],
  ])("%j is refused in one line", (texts, line) => {
    expect(() => planSweeps(texts.map(parseSweep), rules)).toThrow(line);
  });

  test("a value of another type is told by the place where it does not fit", async () => {
    const plans = planSweeps([parseSweep("parts.limit=30m")], rules);
    await expect(
      findVariants(variantsOf(rules, undefined, plans), fileSource("none"), optionsOf("--input", "none"), () => {}),
    ).rejects.toThrow(/--sweep: rules.yaml:7:\d+: rule parts, when:/);
  });
});

test("a view that does not change is gathered once, not once for each point", () => {
  const views = (...sweeps: string[]) =>
    rulesOf(variantsOf(rules, rules, planSweeps(sweeps.map(parseSweep), rules))).views.length;
  expect(views()).toBe(3);
  expect(views("parts.limit=1..100/1")).toBe(3);
  expect(views("parts.limit=1..100/1", "payers.limit=1..5/1")).toBe(3);
  expect(views("payers.small=1..4/1")).toBe(7);
});

const account = fc.constantFrom("a", "b", "c", "d", "e");
const payments = fc
  .array(
    fc
      .tuple(account, account, fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 0, max: 2_000 }))
      .filter(([origin, target]) => origin !== target)
      .map(([origin, target, amount, minute]) => tx(origin, target, amount, at(minute))),
    { minLength: 1, maxLength: 60 },
  )
  .map((all) => all.sort((a, b) => a.timestampMs - b.timestampMs));

test("each point of a sweep finds what a file with that value finds alone, under the same ids", async () => {
  const dir = folder();
  const plans = planSweeps(
    ["parts.limit=4000,10000", "payers.small=500,2000", "payers.limit=3000,9000"].map(parseSweep),
    rules,
  );
  const variants = variantsOf(rules, rules, plans);
  await fc.assert(
    fc.asyncProperty(payments, async (all) => {
      const { alertsOf } = await findVariants(
        variants,
        fileSource(fileOf(dir, "payments.txt", all)),
        optionsOf("--disorder", "365d"),
        () => {},
      );
      const found = (variant: string) => alertsOf(variant).map(({ id, rule, lines }) => [id, rule.id, lines]);
      const alone = (text: string, rule?: string) =>
        detect(parseRuleSet(text, "alone.yaml"), all)
          .filter((finding) => rule === undefined || finding.rule.id === rule)
          .map(({ id, rule, payments }) => [id, rule.id, payments.length]);
      const brief = (alerts: unknown[][]) =>
        alerts.map(([id, rule, lines]) => [id, rule, (lines as string[]).length]).sort();
      expect(brief(found(TRIED))).toEqual(alone(RULES).sort());
      for (const { rule, points } of plans) {
        for (const { name, values } of points) {
          const text = Object.entries(values).reduce(
            (yaml, [parameter, value]) =>
              yaml.replace(new RegExp(`(parameters:.*\\b${parameter}: )\\d+`), `$1${value}`),
            RULES,
          );
          expect(brief(found(name).filter(([, id]) => id === rule))).toEqual(alone(text, rule).sort());
        }
      }
    }),
    { numRuns: 40 },
  );
});
