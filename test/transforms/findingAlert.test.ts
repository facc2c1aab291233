import { expect, test } from "@jest/globals";
import { detect } from "../../rules/detect";
import { parseRuleSet } from "../../rules/ruleSet";
import { alertSchema } from "../../transforms/alertSchema";
import { findingAlert } from "../../transforms/findingAlert";
import { at, tx } from "./payments";

/** The largest alert that a rule can make: everything that is a list is long, and every character takes six bytes. */
function largest(when: string, measures: number) {
  const measure = Object.fromEntries(
    Array.from({ length: measures }, (_, i) => [`m${i}`, { count: `amount >= ${i + 1}` }]),
  );
  const rule = { id: "large", title: "\u0001".repeat(200), key: "pair", window: { session: "10m" }, measure, when };
  const ruleSet = parseRuleSet(JSON.stringify({ rules: [rule] }), "f", 1_000);
  const name = (letter: string) => letter + "\u0001".repeat(255);
  const payments = Array.from({ length: 1_000 }, (_, i) => tx(name("a"), name("b"), 1_000, at(i * 9)));
  return detect(ruleSet, payments).map((finding) => findingAlert(finding, "ON_TIME"));
}

const named = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);

test.each([
  [
    "a hundred comparisons",
    named(100)
      .map((name) => `${name} >= 1`)
      .join(" && "),
    100,
  ],
  ["two hundred names in one", `${named(199).join("+")} > 1`, 199],
])("an alert of %s stays under 64 KB, is as its schema says, and has evidence", (_, when, measures) => {
  const [alert] = largest(when, measures);
  expect(Buffer.byteLength(JSON.stringify(alert))).toBeLessThan(65_536);
  expect(alertSchema.parse(alert)).toEqual(alert);
  expect(alert.transactions.length).toBeGreaterThan(0);
  expect(alert.facts?.length).toBeGreaterThan(0);
  expect(Object.keys(alert.measures ?? {}).length).toBeGreaterThan(0);
});
