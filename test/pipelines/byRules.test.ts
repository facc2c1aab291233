import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatTransaction } from "../../payment/transaction";
import type { RuleSetSettings } from "../../pipelines/judgeByRules";
import { linePayments } from "../rules/payments";
import { fileOf, type RandomRule, randomRules } from "../rules/randomRules";
import { expectedOf } from "../rules/reference";
import { expectedIn } from "../transforms/ruleAlerts";
import { detectInLines } from "./detectInLines";

const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 60);

function settings(rules: RandomRule[], maxEvidence: number): RuleSetSettings {
  return {
    rules: { file: "rules.yaml", text: fileOf(rules), maxEvidence },
    early: false,
    restarts: false,
    allowedLatenessMs: 0,
    maxFutureSkewMs: 300_000,
    maxRecordBytes: 65_536,
  };
}

test(
  "whatever the rules and the lines, in any order, the pipeline's alerts are those of the reference",
  async () => {
    await fc.assert(
      fc.asyncProperty(randomRules, linePayments, fc.constantFrom(1, 3, 100), async (rules, arrival, maxEvidence) => {
        const { alerts, linesRead } = await detectInLines(arrival.map(formatTransaction), settings(rules, maxEvidence));
        expect(linesRead).toBe(arrival.length);
        expect(expectedIn(alerts)).toEqual(expectedOf(rules, arrival, maxEvidence).found);
        expect(alerts.every(({ timing, withdrawn }) => timing === "ON_TIME" && withdrawn === undefined)).toBe(true);
        expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "the order of the lines makes no difference, to the last byte and to the order of the alerts",
  async () => {
    const shuffled = linePayments.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(randomRules, shuffled, async (rules, orders) => {
        const outputs = [];
        for (const arrival of orders) {
          const { alerts, windows } = await detectInLines(arrival.map(formatTransaction), settings(rules, 100));
          outputs.push(JSON.stringify({ alerts, windows }));
        }
        expect(outputs[1]).toBe(outputs[0]);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);
