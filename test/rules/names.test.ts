import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Amount, Count, Duration, Plain, show, Time } from "../../rules/conditions/units";
import { detect } from "../../rules/detect";
import { KEYS as KINDS } from "../../rules/keys/keys";
import { SUMMARY_NAMES } from "../../rules/names/summaryName";
import { parseRuleSet } from "../../rules/ruleSet";
import { at, tx } from "../transforms/payments";
import { payments } from "./payments";
import { KEYS, type RandomRule } from "./randomRules";
import { membersOf, summaryValue } from "./reference";

const UNITS = { Amount, Count, Number: Plain, Duration, Time };

describe.each(KEYS)("key %s", (key) => {
  const names = [...SUMMARY_NAMES, ...KINDS[key].summaryNames];
  const when = ["count > 0", ...names.map(({ name }) => `${name} == ${name}`)].join(" || ");
  const rule = { id: "all", title: "all", key, window: { session: "10m" }, when };
  const ruleSet = parseRuleSet(JSON.stringify({ rules: [rule] }), "f");

  test("every name of a window is what a plain walk over its payments gives", () => {
    fc.assert(
      fc.property(payments, (some) => {
        const members = some.flatMap((payment) => membersOf(payment, key));
        for (const finding of detect(ruleSet, some)) {
          const inside = members
            .filter((member) => member.key === finding.key.text)
            .filter(({ timestampMs: ms }) => ms >= finding.windowStartMs && ms < finding.windowEndMs)
            .sort((a, b) => a.timestampMs - b.timestampMs || Number(a.incoming) - Number(b.incoming));
          const expected = names.map(({ name, type }) => {
            const value = summaryValue(inside, name, { key, measures: [] } as unknown as RandomRule);
            if (value === undefined || type === "string" || type === "bool") throw new Error(name);
            return [name, show(new UNITS[type](value[0], value[1]))];
          });
          expect(finding.measures).toEqual(Object.fromEntries(expected));
        }
      }),
    );
  });
});

test("evidence is listed in one order, whatever it came in: by time, account, direction, amount", () => {
  const rule = { id: "a", title: "a", key: "account", window: { session: "10m" }, when: "count > 0" };
  const ruleSet = parseRuleSet(JSON.stringify({ rules: [rule] }), "f");
  const some = [
    tx("a", "b", 1, at(0)),
    tx("a", "b", 2, at(0)),
    tx("b", "a", 1, at(0)),
    tx("a", "c", 1, at(0)),
    tx("a", "b", 1, at(1)),
  ];
  for (const arrival of [some, some.toReversed()]) {
    const [found] = detect(ruleSet, arrival).filter((finding) => finding.key.text === "a");
    expect(found.payments).toEqual(some);
  }
});
