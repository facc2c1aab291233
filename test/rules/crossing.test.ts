import { expect, test } from "@jest/globals";
import { crossingOf } from "../../rules/crossing";
import { parseRuleSet } from "../../rules/ruleSet";
import { at, tx } from "../transforms/payments";

const rule = (yaml: string) => parseRuleSet(`rules:\n  - { id: r, title: R, ${yaml} }`, "r.yaml").rules[0];
const window = { startMs: at(0), endMs: at(60) };

const sums = rule("key: pair, window: { session: 1h }, when: total > 100");
const passes = rule(
  "key: account, window: { sliding: 24h, every: 1h }, where: amount >= 10, when: received > 50 && sent > 50",
);

test("a rule crosses with the payment with which it first holds", () => {
  const payments = [tx("a", "b", 60, at(0)), tx("a", "b", 40, at(5)), tx("a", "b", 1, at(7)), tx("a", "b", 99, at(9))];
  expect(crossingOf(sums, "a;b", window, payments)).toBe(at(7));
});

test("payments that do not reach the crossing tell nothing of it", () => {
  expect(crossingOf(sums, "a;b", window, [tx("a", "b", 60, at(0))])).toBeUndefined();
});

test("only what takes part and belongs to the key counts, on its side", () => {
  const payments = [tx("p", "m", 60, at(0)), tx("m", "q", 9, at(1)), tx("m", "q", 60, at(2))];
  expect(crossingOf(passes, "m", window, payments)).toBe(at(2));
  expect(crossingOf(passes, "q", window, payments)).toBeUndefined();
});
