import { expect, test } from "@jest/globals";
import { LiveRules } from "../../transforms/liveRules";

const APPENDED_MS = 1_000_000;
const rule = (when: string) => ({ title: "r", key: "pair", window: { session: "10m" }, when });

function record(offset: number, fields: object, appendedMs = APPENDED_MS) {
  return { offset, appendedMs, text: JSON.stringify({ id: "r", ...fields }) };
}

const FIRST = record(0, { version: 1, effectiveFrom: "always", rule: rule("count > 1") });
const SECOND = record(1, { version: 2, effectiveFrom: "1970-01-01T00:20:00Z", rule: rule("count > 2") });

test("what several sources bring is taken once, whoever is ahead", () => {
  const rules = new LiveRules("fraud-rules", 10);
  for (const one of [FIRST, SECOND, FIRST, SECOND]) expect(rules.add(one)).toBeUndefined();
  expect(rules.known.rules.map(({ version }) => version)).toEqual([1, 2]);
  expect(rules.count).toBe(2);
});

test("what is put aside is told of once, and the version before stays", () => {
  const rules = new LiveRules("fraud-rules", 10);
  rules.add(FIRST);
  const late = record(1, { version: 2, effectiveFrom: "1970-01-01T00:16:41Z", rule: rule("count > 2") });
  expect(rules.add(late)).toMatch(/^effectiveFrom: found 1970-01-01T00:16:41.000Z, expected 1970-01-01T00:16:42.000Z/);
  expect(rules.add(late)).toBeUndefined();
  expect(rules.known.rules.map(({ version }) => version)).toEqual([1]);
});

test("a topic that was made anew is another history", () => {
  const rules = new LiveRules("fraud-rules", 10);
  rules.add(FIRST);
  rules.add(SECOND);
  rules.add(record(0, { id: "other", version: 1, effectiveFrom: "always", rule: rule("count > 3") }, APPENDED_MS + 1));
  expect(rules.known.rules.map(({ id }) => id)).toEqual(["other"]);
});

test("nothing is judged by no rules: the topic is named", () => {
  const rules = new LiveRules("fraud-rules", 10);
  rules.add(record(0, { version: 1 }));
  expect(() => rules.known).toThrow("the topic fraud-rules (--rules-topic) holds no rule, expected at least one");
});
