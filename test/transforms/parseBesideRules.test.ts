import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type InputFormat, LINES } from "../../payment/formats/inputFormat";
import { liveRulesOf } from "../../transforms/liveRules";
import { MAX_AHEAD_MS, ParseBesideRules } from "../../transforms/parseBesideRules";
import { plainCents, plainRateIn } from "../payment/plainConversion";
import { HOUR_MS, START_MS } from "../pipelines/paidInCurrencies";
import { recordsOfTables, someTables } from "../pipelines/ratesTables";

const TIME_MS = Date.UTC(2026, 2, 2, 9);
const RULE = { title: "r", key: "pair", window: { session: "10m" }, when: "count > 1" };

function parserOf(topic: string, format: InputFormat = LINES) {
  let recordMs = TIME_MS;
  const counted: Record<string, number> = {};
  const counter = (name: string) => ({ increment: (by = 1) => (counted[name] = (counted[name] ?? 0) + by) });
  const settings = new Proxy(
    {
      rules: { file: topic, text: "", maxEvidence: 10, live: topic },
      maxFutureSkewMs: 5_000,
      maxRecordBytes: 65_536,
      format,
      timestamp: { lookup: () => ({ toNumber: () => recordMs }) },
    } as Record<string, unknown>,
    { get: (own, name: string) => own[name] ?? counter(name) },
  ) as never;
  const parser = new ParseBesideRules();
  parser.startBundle(settings);
  return {
    counted,
    parse(record: object, atMs = TIME_MS) {
      recordMs = atMs;
      return parser.process({ value: null, ...record } as never, settings);
    },
    beginBundle: () => parser.startBundle(settings),
    finishBundle: () => parser.finishBundle(settings),
  };
}

const lineAt = (ms: number) => ({ value: `${new Date(ms).toISOString()};a;b;1` });

test("a version of a rule is known from then on, and goes on to all who judge", () => {
  const rule = {
    offset: 0,
    appendedMs: 1,
    text: JSON.stringify({ id: "r", version: 1, effectiveFrom: "always", rule: RULE }),
  };
  const { parse } = parserOf("parsed");
  expect(parse({ rule })).toEqual([{ transactions: rule }]);
  expect(liveRulesOf({ live: "parsed", maxEvidence: 10 }).known.rules.map(({ id }) => id)).toEqual(["r"]);
});

test("one that is put aside is a dead letter, once, and goes on: whoever judges puts it aside, too", () => {
  const rule = { offset: 7, appendedMs: 1, text: "no rule" };
  const { parse, counted } = parserOf("put-aside");
  const position = { topic: "put-aside", partition: 0, offset: 7 };
  const detail = "found no JSON, expected a version of a rule as JSON";
  expect(parse({ rule })).toEqual([
    { deadLetters: { reason: "bad-rule", detail, value: "no rule", position } },
    { transactions: rule },
  ]);
  expect(parse({ rule })).toEqual([{ transactions: rule }]);
  expect(counted["bad-rule"]).toBe(1);
});

test("a payment must not speak of a time after its record's, for which rules may not be known", () => {
  const { parse, counted, finishBundle } = parserOf("ahead");
  expect(parse(lineAt(TIME_MS + MAX_AHEAD_MS))).toMatchObject([
    { transactions: { timestampMs: TIME_MS + MAX_AHEAD_MS } },
  ]);
  expect(parse(lineAt(TIME_MS + MAX_AHEAD_MS + 1))).toMatchObject([
    {
      deadLetters: {
        reason: "future-timestamp",
        detail: expect.stringMatching(/09:00:00.501Z".*: at most 500 ms after the time of its record, as rules/),
      },
    },
  ]);
  finishBundle();
  expect(counted).toMatchObject({ "future-timestamp": 1, parsed: 1 });
});

test("what is no payment is the dead letter that it is without rules", () => {
  const { parse } = parserOf("malformed");
  expect(parse({ value: "a;b" })).toMatchObject([{ deadLetters: { reason: "field-count" } }]);
});

const at = (path: string) => ({ path });
const LIVE: InputFormat = {
  format: "json",
  fields: {
    timestamp: { path: "/t", as: "epoch-ms" },
    ...{ origin: at("/from"), target: at("/to"), amount: at("/amount"), currency: at("/ccy") },
  },
};
const yen = (t: number, amount = "1000") => ({
  value: JSON.stringify({ t, from: "a", to: "b", amount, ccy: "JPY" }),
});

test("nothing is converted before there are rates, base neither", () => {
  const { parse } = parserOf("no-rates", LIVE);
  const euros = { value: JSON.stringify({ t: TIME_MS, from: "a", to: "b", amount: "1", ccy: "EUR" }) };
  const detail = expect.stringContaining("expected one that a rate is for on 2026-03-02");
  expect(parse(euros)).toMatchObject([{ deadLetters: { reason: "unknown-currency", detail } }]);
});

const coming = fc.record({
  t: fc.integer({ min: START_MS - HOUR_MS, max: START_MS + 72 * HOUR_MS }),
  aheadMs: fc.constantFrom(-HOUR_MS, 0, MAX_AHEAD_MS, MAX_AHEAD_MS + 1),
  /** How many more tables than need be are known. */
  more: fc.nat(2),
  isNewBundle: fc.boolean(),
});

let topics = 0;

test("whatever comes when, a payment is converted by the table in force at its time, however many later ones are known", () => {
  const seen = { converted: 0, refused: 0, future: 0 };
  fc.assert(
    fc.property(someTables, fc.array(coming, { minLength: 1, maxLength: 30 }), (tables, payments) => {
      const { parse, beginBundle } = parserOf(`tables-${topics++}`, LIVE);
      const texts = recordsOfTables(tables);
      let known = 0;
      for (const { t, aheadMs, more, isNewBundle } of payments) {
        if (isNewBundle) beginBundle();
        // Before a payment, a source hands on what comes into force by half a second after its record.
        const recordMs = t - aheadMs;
        const needed = tables.filter(({ fromMs }) => fromMs <= recordMs + MAX_AHEAD_MS).length + more;
        for (; known < Math.min(needed, tables.length); known++) {
          const rule = { offset: known, appendedMs: START_MS - 24 * HOUR_MS, text: texts[known] };
          expect(parse({ rule })).toEqual([{ transactions: rule }]);
        }
        const [found] = parse(yen(t), recordMs);
        const rate = plainRateIn(tables, "JPY", t);
        if (aheadMs > MAX_AHEAD_MS) {
          expect(found).toMatchObject({ deadLetters: { reason: "future-timestamp" } });
          seen.future++;
        } else if (rate === undefined) {
          expect(found).toMatchObject({ deadLetters: { reason: "unknown-currency" } });
          seen.refused++;
        } else {
          const amountCents = Number(plainCents("1000", rate));
          expect(found).toMatchObject({ transactions: { amountCents, paid: "1000 JPY" } });
          seen.converted++;
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});
