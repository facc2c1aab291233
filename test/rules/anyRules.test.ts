import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { detect } from "../../rules/detect";
import { parseRuleSet } from "../../rules/ruleSet";
import { asExpected } from "./findings";
import { detectInParts } from "./inParts";
import { payments } from "./payments";
import { fileOf, randomRules } from "./randomRules";
import { expectedOf } from "./reference";

/** Nothing hangs here, but machines can be busy. */
const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 150);

test(
  "whatever the rules and the payments, in any order, what is found equals a plain walk over them",
  () => {
    fc.assert(
      fc.property(randomRules, payments, fc.constantFrom(1, 3, 100), (rules, arrival, maxEvidence) => {
        const ruleSet = parseRuleSet(fileOf(rules), "rules.yaml", maxEvidence);
        const unjudged = new Map<string, number>();
        const findings = detect(ruleSet, arrival, (rule, field) => {
          if (field !== "measure") unjudged.set(`${rule} ${field}`, (unjudged.get(`${rule} ${field}`) ?? 0) + 1);
        });
        const expected = expectedOf(rules, arrival, maxEvidence);
        expect(asExpected(findings)).toEqual(expected.found);
        expect(unjudged).toEqual(expected.unjudged);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "cut into any bundles that come in any order, what is found is the same to the last letter",
  () => {
    const cut = fc.tuple(randomRules, payments, fc.array(fc.nat(8), { minLength: 1 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(cut, fc.constantFrom(1, 3, 100), ([rules, arrival, places, order], maxEvidence) => {
        const ruleSet = parseRuleSet(fileOf(rules), "rules.yaml", maxEvidence);
        const bundles = Array.from({ length: 9 }, (_, n) => arrival.filter((_, i) => places[i % places.length] === n));
        const found = detectInParts(ruleSet, bundles, () => order.next().value as number);
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(found.sort(byId)).toEqual(detect(ruleSet, arrival).sort(byId));
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "a rule finds the same whatever other rules there are",
  () => {
    fc.assert(
      fc.property(randomRules, randomRules, payments, (some, others, arrival) => {
        const renamed = others.map((rule) => ({ ...rule, id: `other-${rule.id}` }));
        const alone = detect(parseRuleSet(fileOf(some), "rules.yaml"), arrival);
        const among = detect(parseRuleSet(fileOf([...renamed, ...some]), "rules.yaml"), arrival);
        expect(among.filter(({ rule }) => !rule.id.startsWith("other-"))).toEqual(alone);
        const each = some.flatMap((rule) => detect(parseRuleSet(fileOf([rule]), "rules.yaml"), arrival));
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(each.sort(byId)).toEqual(alone.sort(byId));
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);
