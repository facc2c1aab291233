import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { detect } from "../../../rules/detect";
import type { Finding } from "../../../rules/finding";
import { readHistory } from "../../../rules/history/readHistory";
import type { RuleSet } from "../../../rules/ruleSet";
import { asExpected } from "../findings";
import { detectInParts } from "../inParts";
import { payments } from "../payments";
import { linesOf, randomHistory } from "./randomHistory";
import { type ExpectedOfVersion, expectedOfHistory, type RandomVersion } from "./reference";

const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 150);

function ruleSetOf(versions: RandomVersion[], maxEvidence: number): RuleSet {
  const { history, putAside } = readHistory(linesOf(versions), { rules: [] }, maxEvidence);
  expect(putAside).toEqual([]);
  return history.ruleSet();
}

function comparable(findings: Finding[]): ExpectedOfVersion[] {
  return findings.map((finding) => ({ ...asExpected([finding])[0], version: finding.rule.version })).sort(byText);
}

function byText(a: ExpectedOfVersion, b: ExpectedOfVersion): number {
  return JSON.stringify(a, asText) < JSON.stringify(b, asText) ? -1 : 1;
}

function asText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

test(
  "whatever rules come, change and go, what is found equals a plain walk over payments and versions",
  () => {
    fc.assert(
      fc.property(randomHistory, payments, fc.constantFrom(1, 3, 100), (versions, arrival, maxEvidence) => {
        const findings = detect(ruleSetOf(versions, maxEvidence), arrival);
        expect(comparable(findings)).toEqual(expectedOfHistory(versions, arrival, maxEvidence).sort(byText));
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "cut into any bundles that come in any order, rules that change find the same to the last letter",
  () => {
    const cut = fc.tuple(randomHistory, payments, fc.array(fc.nat(8), { minLength: 1 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(cut, ([versions, arrival, places, order]) => {
        const ruleSet = ruleSetOf(versions, 3);
        const bundles = Array.from({ length: 9 }, (_, n) => arrival.filter((_, i) => places[i % places.length] === n));
        const byId = (a: Finding, b: Finding) => (a.id < b.id ? -1 : 1);
        const found = detectInParts(ruleSet, bundles, () => order.next().value as number);
        expect(found.sort(byId)).toEqual(detect(ruleSet, arrival).sort(byId));
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

test(
  "what a history has found so far does not change by what is published for later",
  () => {
    fc.assert(
      fc.property(randomHistory, payments, fc.nat(), (versions, arrival, cut) => {
        const known = versions.slice(0, cut % (versions.length + 1));
        const nextMs = versions[known.length]?.fromMs ?? Infinity;
        const earlier = arrival.filter(({ timestampMs }) => timestampMs < nextMs);
        expect(detect(ruleSetOf(known, 3), earlier)).toEqual(detect(ruleSetOf(versions, 3), earlier));
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);
