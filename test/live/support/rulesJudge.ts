import { Malformed, parseTransaction } from "../../../payment/transaction";
import type { Alert } from "../../../transforms/alert";
import type { RandomRule } from "../../rules/randomRules";
import { type Expected, expectedOf } from "../../rules/reference";
import { kept } from "../../transforms/jobModel";
import { expectedIn } from "../../transforms/ruleAlerts";
import { until } from "./job";
import type { Topics } from "./topics";

/** How the alerts of rules differ from the reference: whole alerts against whole alerts, their payments among them. */
export interface RulesVerdict {
  expected: number;
  messages: number;
  withdrawn: number;
  missing: number;
  extra: number;
  different: number;
  notFinal: number;
}

const SETTLE_MS = 480_000;
const SILENCE_MS = 90_000;
const MAX_EVIDENCE = 100;

const nameOf = ({ rule, key, start }: Expected) => `${rule} ${key} ${start}`;
const textOf = (expected: Expected) =>
  JSON.stringify(expected, (_, value) => (typeof value === "bigint" ? String(value) : value));

/** What a consumer has who takes the highest revision of each id and deletes what is replaced, beside what is right. */
export function compareRules(expected: Map<string, string>, messages: string[]): RulesVerdict {
  const left = kept(messages.map((message) => JSON.parse(message) as Alert));
  const found = new Map(
    expectedIn(left.filter(({ withdrawn }) => !withdrawn)).map((one) => [nameOf(one), textOf(one)]),
  );
  const verdict = {
    expected: expected.size,
    messages: messages.length,
    withdrawn: left.filter(({ withdrawn }) => withdrawn).length,
    missing: 0,
    extra: 0,
    different: 0,
    notFinal: left.filter(({ final }) => !final).length,
  };
  for (const [name, text] of expected) {
    const one = found.get(name);
    if (one === undefined) verdict.missing++;
    else if (one !== text) verdict.different++;
  }
  for (const name of found.keys()) if (!expected.has(name)) verdict.extra++;
  return verdict;
}

export const isRight = ({ missing, extra, different, notFinal }: RulesVerdict) =>
  missing + extra + different + notFinal === 0;

/** What the rules must find in these lines. */
export function rightAlerts(rules: RandomRule[], lines: string[]): Map<string, string> {
  const payments = lines.flatMap((line) => {
    const payment = parseTransaction(line, Number.POSITIVE_INFINITY);
    return payment instanceof Malformed ? [] : [payment];
  });
  return expectedTexts(expectedOf(rules, payments, MAX_EVIDENCE).found);
}

/** What is expected, as `compareRules` wants it. */
export function expectedTexts(expected: Expected[]): Map<string, string> {
  return new Map(expected.map((one) => [nameOf(one), textOf(one)]));
}

/** Waits until the topic has what is expected, or nothing has come for a while; `only`: of these alerts. */
export async function judgeRules(
  topics: Topics,
  fraud: string,
  expected: Map<string, string>,
  only: (message: string) => boolean = () => true,
  settleMs = SETTLE_MS,
): Promise<RulesVerdict> {
  let lastChange = Date.now();
  let seen = "";
  let verdict = compareRules(expected, []);
  await until(
    async () => {
      const ends = String([...(await topics.ends(fraud))]);
      if (ends !== seen) {
        seen = ends;
        lastChange = Date.now();
        return false;
      }
      verdict = compareRules(expected, (await topics.readAll(fraud)).filter(only));
      return isRight(verdict) || Date.now() - lastChange > SILENCE_MS;
    },
    settleMs,
    "the alerts to settle",
  );
  return verdict;
}
