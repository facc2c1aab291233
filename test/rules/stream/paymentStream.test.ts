import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { accountHash } from "../../../payment/plainLine";
import { extrasOf, type Transaction } from "../../../payment/transaction";
import { detect } from "../../../rules/detect";
import type { Finding } from "../../../rules/finding";
import { parseRuleSet, type RuleSet } from "../../../rules/ruleSet";
import { ALL_KEYS, PaymentStream } from "../../../rules/stream/paymentStream";
import { viewLane } from "../../../rules/stream/viewLane";
import { asExpected } from "../findings";
import { fileOf, randomRules } from "../randomRules";
import { expectedOf } from "../reference";
import { type Arrival, nearlyInOrder } from "./nearlyInOrder";

/** Nothing hangs here, but machines can be busy. */
const TIMEOUT_MS = 120_000;
const numRuns = Number(process.env.RULES_RUNS ?? 150);

/** From how many payments on keys are held gathered; what is found does not depend on it. */
const many = fc.constantFrom({ listed: 64, left: 16 }, { listed: 3, left: 2 }, { listed: 1, left: 1 });

function streamed({ views }: RuleSet, { arrival, disorderMs }: Arrival, held: { listed: number; left: number }) {
  const found: Finding[] = [];
  let windows = 0;
  const told = {
    windows: (count: number) => {
      windows += count;
    },
    found: (finding: Finding) => found.push(finding),
  };
  const stream = new PaymentStream(
    views.map((view) => viewLane(view, told)),
    held,
  );
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const payment of arrival) {
    add(stream, payment);
    newestMs = Math.max(newestMs, payment.timestampMs);
    stream.advance(newestMs - disorderMs);
  }
  const foundBefore = found.length;
  stream.end();
  found.sort((a, b) => a.windowStartMs - b.windowStartMs || (a.id < b.id ? -1 : 1));
  return { found, foundBefore, windows };
}

function add(stream: PaymentStream, payment: Transaction): void {
  const { timestampMs, amountCents, origin, target } = payment;
  const [from, to] = [origin, target].map((name) => {
    const bytes = Buffer.from(name);
    return stream.accounts.idOf(bytes, 0, bytes.length, accountHash(bytes, 0, bytes.length));
  });
  stream.add(timestampMs, amountCents, from, to, ALL_KEYS, extrasOf(payment));
}

test(
  "payments that come nearly in order, judged as windows end, give what a plain walk over all of them gives",
  () => {
    fc.assert(
      fc.property(randomRules, nearlyInOrder, fc.constantFrom(1, 3, 100), many, (rules, nearly, maxEvidence, held) => {
        const ruleSet = parseRuleSet(fileOf(rules), "rules.yaml", maxEvidence);
        const { found } = streamed(ruleSet, nearly, held);
        expect(asExpected(found)).toEqual(expectedOf(rules, nearly.arrival, maxEvidence).found);
        expect(found).toEqual(detect(ruleSet, nearly.arrival));
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 2, 2);
const WINDOWS = [
  "{ session: 10m }",
  "{ session: 10m, longest: 1h }",
  "{ sliding: 1h, every: 10m }",
  "{ sliding: 70m, every: 50m }",
  "{ calendar: 1h }",
];

/** A key that pays for days without a pause as long as its windows, now and then in bursts. */
const steady = fc.array(fc.constantFrom(0, 1, 4, 9, 9, 11), { minLength: 100, maxLength: 300 }).map((pauses) => {
  let atMs = START_MS;
  return pauses.map((minutes, i) => {
    atMs += minutes * MINUTE_MS;
    return { timestampMs: atMs, origin: "a", target: i % 5 === 0 ? "c" : "b", amountCents: 100_000 * ((i % 7) + 1) };
  });
});

test.each(WINDOWS)(
  "a key that never rests gives the same, and most of it before the end: %s",
  (window) => {
    fc.assert(
      fc.property(steady, fc.constantFrom("crossing", "every-window"), many, (arrival, alert, held) => {
        const rule = { id: "steady", title: "Steady", key: "origin", when: "total > 15000", alert };
        const text = JSON.stringify({ rules: [rule] }).replace('"key"', `"window": ${window}, "key"`);
        const ruleSet = parseRuleSet(text, "rules.yaml");
        const { found, foundBefore } = streamed(ruleSet, { arrival, disorderMs: 0 }, held);
        const all = detect(ruleSet, arrival);
        expect(found).toEqual(all);
        const lastMs = arrival.at(-1)?.timestampMs ?? 0;
        const longAgo = all.filter(({ windowEndMs }) => windowEndMs < lastMs - 6 * 60 * MINUTE_MS);
        expect(foundBefore).toBeGreaterThanOrEqual(longAgo.length);
      }),
      { numRuns: 15 },
    );
  },
  TIMEOUT_MS,
);
