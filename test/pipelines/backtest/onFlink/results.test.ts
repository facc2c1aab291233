import fc from "fast-check";
import { findingOfAlert } from "../../../../pipelines/backtest/onFlink/findingOfAlert";
import { deadLettersIn, findingsIn } from "../../../../pipelines/backtest/onFlink/results";
import { detect } from "../../../../rules/detect";
import type { Finding } from "../../../../rules/finding";
import { parseRuleSet } from "../../../../rules/ruleSet";
import { findingAlert } from "../../../../transforms/findingAlert";
import { payments as anyPayments } from "../../../rules/payments";
import { fileOf, randomRules } from "../../../rules/randomRules";
import { at, tx } from "../../../transforms/payments";

/** All that a report needs of a finding: an alert has no weight, no ids of others, and facts without their kind. */
const told = ({ weight, otherIds, facts, ...rest }: Finding) => ({
  ...rest,
  totalCents: String(rest.totalCents),
  facts: facts.map(({ isTime, ...fact }) => fact),
});

test("an alert tells again all that was found, sums beyond what a number holds exactly included", () => {
  fc.assert(
    fc.property(randomRules, anyPayments, (rules, payments) => {
      for (const finding of detect(parseRuleSet(fileOf(rules), "f", 100), payments)) {
        const alert = JSON.parse(JSON.stringify(findingAlert(finding, "ON_TIME")));
        expect(told(findingOfAlert(alert))).toEqual(told(finding));
      }
    }),
    { numRuns: 100 },
  );
});

const RULE = "{ id: sums, title: Sums, severity: low, key: pair, window: { session: 10m }, when: total > 100 }";
const [first, second] = detect(parseRuleSet(`rules: [${RULE}]`, "f", 100), [
  tx("a", "b", 200, at(0)),
  tx("a", "b", 300, at(60)),
]);
const said = (finding: Finding, changes: object = {}) =>
  JSON.stringify({ ...findingAlert(finding, "ON_TIME"), ...changes });

test("of what a job says twice the newest revision counts, whatever comes last, and what is withdrawn does not", () => {
  expect(findingsIn([said(second), said(first), said(second)]).map(({ id }) => id)).toEqual([first.id, second.id]);
  const newer = said(first, { revision: 9, count: 4 });
  expect(findingsIn([newer, said(first)]).map(({ count }) => count)).toEqual([4]);
  expect(findingsIn([said(first), said(first, { revision: 9, withdrawn: true })])).toEqual([]);
});

test("records that are no payments count once by their place, by reason", () => {
  const letter = (reason: string, offset: number) => JSON.stringify({ reason, partition: 0, offset });
  const values = [letter("field-count", 1), letter("bad-amount", 2), letter("field-count", 1), letter("bad-amount", 3)];
  expect([...deadLettersIn(values)]).toEqual([
    ["bad-amount", 2],
    ["field-count", 1],
  ]);
});

test("payments that came too late end the run with the option, and by how much it is too short", () => {
  const late = (key: string, lateByMs: number) => JSON.stringify({ reason: "too-late", key, lateByMs });
  expect(() => deadLettersIn([late("a;b", 1_000), late("c;d", 61_500), late("e;f", 5)])).toThrow(
    "--disorder: found payments of c;d that came 62 s too late, expected a disorder longer by at least that",
  );
});
