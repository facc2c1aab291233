import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { detect } from "../../rules/detect";
import { RuleSetError } from "../../rules/file/problem";
import { parseRuleSet, type RuleSet } from "../../rules/ruleSet";
import { at, tx } from "../transforms/payments";
import { hostileFiles } from "./hostileFiles";

/** 10^5 with `RULES_FILES=100000`: a quarter of an hour. */
const numRuns = Number(process.env.RULES_FILES ?? 2_000);
const TIMEOUT_MS = 60_000 + numRuns * 100;

/** CPU time that a file and a few payments may take, far above what any takes. */
const MOST_CPU_MS = 2_000;

const PAYMENTS = [
  tx("a", "b", 6_000, at(0)),
  tx("b", "a", 5_500.5, at(4)),
  tx("a", "__proto__", 1, at(5)),
  tx("constructor", "a", 10 ** 12, at(6)),
  tx("a", "b", 10 ** 12, at(900)),
];

test(
  "any file is refused with places and reasons, or its rules judge payments: nothing throws, hangs or gets out",
  () => {
    const shape = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(hostileFiles, (text) => {
        const before = process.cpuUsage();
        const ruleSet = parsed(text);
        if (ruleSet !== undefined) {
          const once = detect(ruleSet, PAYMENTS);
          expect(detect(ruleSet, PAYMENTS.toReversed())).toEqual(once);
        }
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1_000).toBeLessThan(MOST_CPU_MS);
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(shape);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

/** Undefined where the file is refused as it should be. */
function parsed(text: string): RuleSet | undefined {
  try {
    return parseRuleSet(text, "f.yaml");
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    const lines = text.split(/\r\n|[\r\n]/).length;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { line, column, found, expected } of error.problems) {
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThan(0);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(200);
      expect(expected.length).toBeGreaterThan(0);
    }
    return undefined;
  }
}
