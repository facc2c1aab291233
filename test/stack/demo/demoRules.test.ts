import { readFileSync } from "node:fs";
import { DEFAULT_RULES } from "../../../pipelines/rulesOption";
import { parseRuleSet } from "../../../rules/ruleSet";
import { demoRules } from "../../../stack/demo/demoRules";

const source = readFileSync(DEFAULT_RULES, "utf8");
const windowsOf = (text: string) => parseRuleSet(text, "rules.yaml").rules.map(({ window }) => window.canonical);

test("the demo's rules are the default ones with windows that are as much shorter as its gap is", () => {
  expect(windowsOf(demoRules(source, 600_000))).toEqual(windowsOf(source));
  const shorter = demoRules(source, 30_000);
  expect(windowsOf(shorter)[0]).toBe("session 30000 0");
  expect(windowsOf(shorter)).toEqual(
    windowsOf(source).map((window) => window.replaceAll(/\d+/g, (ms) => String(Number(ms) / 20))),
  );
});

test.each([1_000, 1_500, 7_000, 45_000])("they are rules at a gap of %i ms, too", (gapMs) => {
  expect(windowsOf(demoRules(source, gapMs))).toHaveLength(9);
});
