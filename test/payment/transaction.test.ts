import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatCents, MAX_AMOUNT_CENTS } from "../../payment/money";
import { formatTransaction, Malformed, parseTransaction, transactionKey } from "../../payment/transaction";
import { measured } from "../transforms/memory/measured";
import { at, START_MS, tx } from "../transforms/payments";

const NOW = Date.UTC(2030, 0, 1);
const TIME = "2026-03-02T09:00:00Z";

test("a line is a time, two accounts and an amount", () => {
  expect(parseTransaction(`${TIME};3;7;5857`, NOW)).toEqual(tx("3", "7", 5857, START_MS));
  expect(parseTransaction(`${TIME};3;7;5857.00`, NOW)).toEqual(tx("3", "7", 5857, START_MS));
  expect(parseTransaction("Monday, 02-Mar-26 09:00:00 UTC;3;7;0.01", NOW)).toEqual(tx("3", "7", 0.01, START_MS));
});

test("an account is any text", () => {
  const parsed = parseTransaction(`${TIME}; Zoë & Söhne ,"GmbH"\t;银行 🏦;1`, NOW);
  expect(parsed).toEqual(tx(' Zoë & Söhne ,"GmbH"\t', "银行 🏦", 1, START_MS));
});

test("an account has 256 bytes at most, however they are written", () => {
  for (const [fits, tooLong, bytes] of [
    ["a".repeat(256), "a".repeat(257), 257],
    ["é".repeat(128), `${"é".repeat(128)}a`, 257],
    ["🏦".repeat(64), `${"🏦".repeat(64)}a`, 257],
    [`${"银".repeat(85)}a`, "银".repeat(86), 258],
  ] as const) {
    expect(parseTransaction(`${TIME};${fits};b;1`, NOW)).toEqual(tx(fits, "b", 1, START_MS));
    const refused = parseTransaction(`${TIME};a;${tooLong};1`, NOW);
    expect(refused).toMatchObject({ reason: "bad-account", detail: expect.stringContaining(`has ${bytes} bytes`) });
  }
});

describe("is refused, with a reason and what was found:", () => {
  test.each([
    ["", "field-count", "found 1 field, expected 4"],
    ["hello", "field-count", "found 1 field,"],
    [`${TIME};a;b`, "field-count", "found 3 fields"],
    [`${TIME};a;b;1;`, "field-count", "found 5 fields"],
    [`yesterday;a;b;1`, "bad-timestamp", 'found "yesterday"'],
    [`;a;b;1`, "bad-timestamp", 'found ""'],
    [`0000-01-01T00:00:00Z;a;b;1`, "bad-timestamp", 'found "0000-01-01T00:00:00Z"'],
    [`2026-02-30T00:00:00Z;a;b;1`, "bad-timestamp", "2026-02-30"],
    [`1969-12-31T23:59:59Z;a;b;1`, "bad-timestamp", "from 1970 on"],
    [`\ufeff${TIME};a;b;1`, "bad-timestamp", "found"],
    [`\0${TIME};a;b;1`, "bad-timestamp", "\\u0000"],
    ["2030-01-01T00:00:00.001Z;a;b;1", "future-timestamp", "2030-01-01T00:00:00.000Z"],
    [`${TIME};;b;1`, "bad-account", "origin is empty"],
    [`${TIME};a;;1`, "bad-account", "target is empty"],
    [`${TIME};a\0;b;1`, "nul-character", "origin"],
    [`${TIME};a;b\0;1`, "nul-character", "target"],
    [`${TIME};a;a;1`, "same-accounts", 'both "a"'],
    [`${TIME};a;b;`, "bad-amount", 'found ""'],
    [`${TIME};a;b;0`, "bad-amount", 'found "0"'],
    [`${TIME};a;b;0.00`, "bad-amount", "above 0"],
    [`${TIME};a;b;-5`, "bad-amount", 'found "-5"'],
    [`${TIME};a;b;NaN`, "bad-amount", 'found "NaN"'],
    [`${TIME};a;b;Infinity`, "bad-amount", "Infinity"],
    [`${TIME};a;b;1e3`, "bad-amount", 'found "1e3"'],
    [`${TIME};a;b;1.001`, "bad-amount", "2 fraction digits"],
    [`${TIME};a;b;1000000000000.01`, "bad-amount", "10^12"],
    [`${TIME};a;b;1\r`, "bad-amount", "\\r"],
    [`${TIME};a;b;1 `, "bad-amount", 'found "1 "'],
  ])("%j as %s", (line, reason, detail) => {
    const refused = parseTransaction(line, NOW);
    expect(refused).toBeInstanceOf(Malformed);
    expect(refused).toMatchObject({ reason, detail: expect.stringContaining(detail) });
  });
});

test("a line of separators only and an amount of 400 digits are refused as any other", () => {
  expect(parseTransaction(";".repeat(100_000), NOW)).toMatchObject({ detail: expect.stringContaining("1000 or more") });
  expect(parseTransaction(`${TIME};a;b;1${"0".repeat(400)}`, NOW)).toMatchObject({ reason: "bad-amount" });
});

test("a payment at the last moment that the clock allows is taken", () => {
  expect(parseTransaction("2030-01-01T00:00:00.000Z;a;b;1", NOW)).toEqual(tx("a", "b", 1, NOW));
});

test("a detail stays short where a line has megabytes", () => {
  const junk = "x".repeat(10_000_000);
  for (const line of [junk, `${junk};a;b;1`, `${TIME};${junk};b;1`, `${TIME};a;${junk};1`, `${TIME};a;b;${junk}`]) {
    const refused = parseTransaction(line, NOW) as Malformed;
    expect(refused.detail.length).toBeLessThan(300);
  }
});

test("a time of a megabyte is refused, and told how long it was", () => {
  const refused = parseTransaction(`2017-07-23T01:06:47.${"1".repeat(1_000_000)}Z;a;b;1`, NOW);
  expect(refused).toMatchObject({
    reason: "bad-timestamp",
    detail: expect.stringMatching(/ of 1000021 characters, expected RFC 3339 .*, of at most 64$/),
  });
});

test("the accounts of a payment do not keep a long line in memory", () => {
  expect(measured("accountsOfLongLines.ts")[0].bytes).toBeLessThan(120);
}, 60_000);

test("accounts of a long line are the same text, whatever is in it", () => {
  const other = "银行\ud83c\udfe6\ud800".repeat(15);
  expect(parseTransaction(`${TIME};account number 7;${other};1${"0".repeat(9)}.00`, NOW)).toMatchObject({
    origin: "account number 7",
    target: other,
  });
});

test("an amount of 10^12 is the largest", () => {
  expect(parseTransaction(`${TIME};a;b;1000000000000`, NOW)).toMatchObject({ amountCents: MAX_AMOUNT_CENTS });
});

const account = fc.string({ unit: "binary", minLength: 1, maxLength: 60 }).map((name) => name.replace(/[;\0]/g, "_"));

test("a good line reads back from what was written", () => {
  fc.assert(
    fc.property(
      account,
      account,
      fc.integer({ min: 0, max: NOW }),
      fc.integer({ min: 1, max: MAX_AMOUNT_CENTS }),
      (origin, target, timestampMs, amountCents) => {
        fc.pre(origin !== target);
        const transaction = { origin, target, timestampMs, amountCents };
        expect(parseTransaction(formatTransaction(transaction), NOW)).toEqual(transaction);
      },
    ),
  );
});

test("no text whatever throws, and what is taken is sound", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(TIME, ";", ";;", "a", "b", "1", "-", ".", "\0", "\r", "\ud800", "NaN", formatCents(at(0))),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const parsed = parseTransaction(parts.join(parts.length % 2 ? ";" : ""), NOW);
      if (parsed instanceof Malformed) return expect(parsed.detail).not.toBe("");
      expect(parsed.amountCents).toBeGreaterThan(0);
      expect(parsed.timestampMs).toBeLessThanOrEqual(NOW);
      expect(parsed.origin).not.toBe(parsed.target);
    }),
    { numRuns: 500 },
  );
});

test("payments of a pair share their record key", () => {
  expect(transactionKey(tx("a", "b", 1, at(0)))).toBe("a;b");
});
