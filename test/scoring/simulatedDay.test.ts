import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { simulatedDay } from "../../generator/simulatedDay";
import { Malformed, parseTransaction, type Transaction } from "../../payment/transaction";
import { detect } from "../../rules/detect";
import { loadRuleSet } from "../../rules/ruleSet";
import { type RuleScore, scoreRules } from "../../scoring/score";
import { scoreText } from "../../scoring/scoreText";

const START_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const ruleSet = loadRuleSet(join(__dirname, "../../rules/default.yaml"));
const ids = ruleSet.rules.map(({ id }) => id);

function scoresOf(seed: string) {
  const day = simulatedDay({ seed, startMs: START_MS, rich: true });
  const payments: Transaction[] = [];
  for (const line of day.lines) {
    const payment = typeof line === "string" ? parseTransaction(line, START_MS + DAY_MS) : undefined;
    if (payment !== undefined && !(payment instanceof Malformed)) payments.push(payment);
  }
  return { payments, scores: scoreRules(ids, day.schemes, detect(ruleSet, payments)) };
}

const sum = (scores: RuleScore[], of: (score: RuleScore) => unknown[]) =>
  scores.reduce((total, score) => total + of(score).length, 0);

describe.each(["1", "2", "fraud"])("the default rules on the rich day of seed %s", (seed) => {
  const { payments, scores } = scoresOf(seed);
  const table = scoreText(scores);

  test("the day has about 20,000 payments, all of it", () => {
    expect(payments.length).toBeGreaterThan(19_900);
    expect(payments[payments.length - 1].timestampMs).toBeGreaterThan(START_MS + 0.93 * DAY_MS);
    expect(payments[payments.length - 1].timestampMs).toBeLessThan(START_MS + DAY_MS);
  });

  test("each rule has something to find, and finds most of it", () => {
    for (const { rule, found, missed } of scores) {
      const planted = found.length + missed.length;
      expect([rule, planted >= 3, found.length >= 0.6 * planted, table]).toEqual([rule, true, true, table]);
    }
    expect(sum(scores, ({ found }) => found)).toBeGreaterThan(
      0.85 * sum(scores, ({ found, missed }) => [...found, ...missed]),
    );
  });

  test("honest people set off some rules, as they do in life, and a person can read all alerts", () => {
    const falseAlarms = new Map(scores.map((score) => [score.rule, score.falseAlarms.length]));
    // Those of fan-in, whose parts are large, are too few for a day: test/scoring/tenDays.test.ts has them.
    for (const rule of ["large-payment", "fan-out", "pass-through"]) {
      expect([rule, falseAlarms.get(rule), table]).not.toEqual([rule, 0, table]);
    }
    expect(sum(scores, ({ alerts }) => alerts)).toBeLessThan(200);
  });
});
