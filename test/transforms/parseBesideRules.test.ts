import { expect, test } from "@jest/globals";
import { LINES } from "../../payment/formats/inputFormat";
import { liveRulesOf } from "../../transforms/liveRules";
import { MAX_AHEAD_MS, ParseBesideRules } from "../../transforms/parseBesideRules";

const TIME_MS = Date.UTC(2026, 2, 2, 9);
const RULE = { title: "r", key: "pair", window: { session: "10m" }, when: "count > 1" };

function parserOf(topic: string, recordMs = TIME_MS) {
  const counted: Record<string, number> = {};
  const counter = (name: string) => ({ increment: (by = 1) => (counted[name] = (counted[name] ?? 0) + by) });
  const settings = new Proxy(
    {
      rules: { file: topic, text: "", maxEvidence: 10, live: topic },
      maxFutureSkewMs: 5_000,
      maxRecordBytes: 65_536,
      format: LINES,
      timestamp: { lookup: () => ({ toNumber: () => recordMs }) },
    } as Record<string, unknown>,
    { get: (own, name: string) => own[name] ?? counter(name) },
  ) as never;
  const parser = new ParseBesideRules();
  parser.startBundle(settings);
  return { counted, parse: (record: object) => parser.process({ value: null, ...record } as never, settings) };
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
  const { parse, counted } = parserOf("ahead");
  expect(parse(lineAt(TIME_MS + MAX_AHEAD_MS))).toMatchObject([
    { transactions: { timestampMs: TIME_MS + MAX_AHEAD_MS } },
  ]);
  expect(parse(lineAt(TIME_MS + MAX_AHEAD_MS + 1))).toMatchObject([
    {
      deadLetters: {
        reason: "future-timestamp",
        detail: expect.stringContaining("501 ms after the time of its record"),
      },
    },
  ]);
  expect(counted["future-timestamp"]).toBe(1);
});

test("what is no payment is the dead letter that it is without rules", () => {
  const { parse } = parserOf("malformed");
  expect(parse({ value: "a;b" })).toMatchObject([{ deadLetters: { reason: "field-count" } }]);
});
