import fc from "fast-check";
import type { AmountForm, Fields, TimeForm } from "../../../payment/formats/inputFormat";
import { createJsonReader } from "../../../payment/formats/json";
import { Malformed } from "../../../payment/transaction";
import { START_MS, tx } from "../../transforms/payments";

const NOW = Date.UTC(2030, 0, 1);
const TIME = "2026-03-02T09:00:00Z";
const FIELDS = mapped({});

function mapped(
  paths: Partial<Record<keyof Fields, string>>,
  as: { time?: TimeForm; amount?: AmountForm } = {},
): Fields {
  return {
    timestamp: { path: paths.timestamp ?? "/timestamp", as: as.time },
    origin: { path: paths.origin ?? "/origin" },
    target: { path: paths.target ?? "/target" },
    amount: { path: paths.amount ?? "/amount", as: as.amount },
  };
}

function read(json: string | Uint8Array, fields = FIELDS) {
  return createJsonReader({ format: "json", fields }).read(json, NOW);
}

/** A record that is right but for what is given. */
function record(changes: Record<string, string> = {}): string {
  const values = { timestamp: `"${TIME}"`, origin: '"a"', target: '"b"', amount: "5857", ...changes };
  const members = Object.entries(values).filter(([, value]) => value !== "");
  return `{${members.map(([key, value]) => `"${key}":${value}`).join(",")}}`;
}

test("a payment stands wherever the pointers lead, in any order, among anything", () => {
  const fields = mapped({ timestamp: "/meta/t", origin: "/debtor/account/iban", target: "/to/1", amount: "/a~1b/~0" });
  const json = ` {"x":[{"meta":1},null,"\\u00e9\\""],"a/b":{"~":"12.5","debtor":{}},\r\n"to":["z","b\\u0062",3],
    "debtor":{"account":{"bic":"B","iban":"DE1"}},"meta":{"t":"${TIME}","x":-0.5e+7}}\t`;
  expect(read(json, fields)).toEqual(tx("DE1", "bb", 12.5, START_MS));
  expect(read(Buffer.from(json), fields)).toEqual(tx("DE1", "bb", 12.5, START_MS));
});

test("an amount is a number or a text, read as it is written", () => {
  expect(read(record({ amount: "1000000000000" }))).toEqual(tx("a", "b", 1e12, START_MS));
  expect(read(record({ amount: "4.35" }))).toMatchObject({ amountCents: 435 });
  expect(read(record({ amount: '"4.35"' }))).toMatchObject({ amountCents: 435 });
  expect(read(record({ amount: "435" }), mapped({}, { amount: "cents" }))).toMatchObject({ amountCents: 435 });
  const comma = mapped({}, { amount: "decimal-comma" });
  expect(read(record({ amount: '"1.234.567,8"' }), comma)).toMatchObject({ amountCents: 123_456_780 });
  expect(read(record({ amount: '"0,07"' }), comma)).toMatchObject({ amountCents: 7 });
  expect(read(record({ amount: '"1.50"' }), comma)).toMatchObject({ reason: "bad-amount" });
});

test("a time is a text, or a number of seconds, milliseconds or microseconds", () => {
  for (const [time, written] of [
    ["epoch-s", `${START_MS / 1000}`],
    ["epoch-s", `"${START_MS / 1000}.000999"`],
    ["epoch-ms", `${START_MS}`],
    ["epoch-us", `${START_MS}999`],
  ] as const) {
    expect(read(record({ timestamp: written }), mapped({}, { time }))).toMatchObject({ timestampMs: START_MS });
  }
  for (const timestamp of ["1e9", "-1", "99999999999999999", '"x"']) {
    expect(read(record({ timestamp }), mapped({}, { time: "epoch-ms" }))).toMatchObject({ reason: "bad-timestamp" });
  }
});

test("an id is a text or a whole number; a payment may be without, and has none unless its place is named", () => {
  const withId = { ...FIELDS, id: { path: "/id" } };
  const idIn = (id: string) => read(record({ id }), withId);
  expect(idIn('"P-1 é"')).toEqual({ ...tx("a", "b", 5857, START_MS), id: "P-1 é" });
  expect(idIn("12345678901234567890")).toMatchObject({ id: "12345678901234567890" });
  for (const none of ["", "null", '""']) expect(idIn(none)).toEqual(tx("a", "b", 5857, START_MS));
  expect(read(record({ id: '"1"' }))).toEqual(tx("a", "b", 5857, START_MS));
  expect(idIn(`"${"x".repeat(128)}"`)).toMatchObject({ id: "x".repeat(128) });
  for (const [id, reason, detail] of [
    [`"${"é".repeat(65)}"`, "bad-id", "of 130 bytes, expected at most 128"],
    ['"\\u0000"', "bad-id", "NUL"],
    ['"\\ud800"', "bad-id", "half a character"],
    ["1.5", "wrong-type", "the number 1.5, expected an id"],
    ["{}", "wrong-type", "an object, expected an id"],
    ["true", "wrong-type", "a boolean, expected an id"],
  ]) {
    expect(idIn(id)).toMatchObject({ reason, detail: expect.stringMatching(new RegExp(`^/id: .*${detail}`)) });
  }
});

describe("is refused, with a reason, the place and what was found:", () => {
  test.each([
    ["", "bad-json", "found the end at byte 1, expected a value"],
    ["{", "bad-json", "expected a key in quotes"],
    [`${record()}x`, "bad-json", 'found "x" at byte 77, expected the end'],
    [record({ amount: "NaN" }), "bad-json", 'found "NaN}"'],
    [record({ amount: "-Infinity" }), "bad-json", "expected a digit"],
    [record({ amount: "01" }), "bad-json", "expected a comma"],
    [record({ amount: "1." }), "bad-json", "expected a digit"],
    [record({ x: '"\u0001"' }), "bad-json", "no control character"],
    [record({ x: '"\\x"' }), "bad-json", "expected an escape"],
    [`${record().slice(0, -1)},"amount":1}`, "duplicate-key", "/amount: found twice"],
    [`${record().slice(0, -1)},"am\\u006funt":1}`, "duplicate-key", "/amount: found twice"],
    [record({ x: "[".repeat(64) + "]".repeat(64) }), "too-deep", "more than 64 levels"],
    [record({ amount: "" }), "missing-field", "/amount: found nothing"],
    ["[1]", "missing-field", "/timestamp: found nothing"],
    [record({ origin: "null" }), "missing-field", "/origin: found null, expected an account"],
    [record({ origin: "[]" }), "wrong-type", "/origin: found an array"],
    [record({ target: "{}" }), "wrong-type", "/target: found an object"],
    [record({ target: "1e3" }), "wrong-type", "/target: found the number 1e3"],
    [record({ amount: "true" }), "wrong-type", "/amount: found a boolean"],
    [record({ timestamp: "1" }), "wrong-type", "/timestamp: found the number 1, expected RFC 3339"],
    [record({ amount: "1e400" }), "bad-amount", '/amount: found "1e400"'],
    [record({ amount: "1E2" }), "bad-amount", '/amount: found "1E2"'],
    [record({ amount: "-5" }), "bad-amount", '/amount: found "-5"'],
    [record({ amount: "12.345" }), "bad-amount", "2 fraction digits"],
    [record({ timestamp: '"yesterday"' }), "bad-timestamp", '/timestamp: found "yesterday"'],
    [record({ timestamp: '"2030-01-01T00:00:01Z"' }), "future-timestamp", "/timestamp: found"],
    [record({ origin: '""' }), "bad-account", "/origin: origin is empty"],
    [record({ origin: '"a;b"' }), "bad-account", "semicolon"],
    [record({ origin: '"\\ud800"' }), "bad-account", "half a character"],
    [record({ origin: '"\\u0000"' }), "nul-character", "/origin: origin"],
    [record({ origin: '"b"' }), "same-accounts", '/origin and /target: origin and target are both "b"'],
  ])("%s as %s", (json, reason, detail) => {
    expect(read(json)).toMatchObject({ reason, detail: expect.stringContaining(detail) });
  });
});

test("bytes that are not UTF-8 are told as such, wherever they stand", () => {
  const bytes = Buffer.from(record({ x: '"é"' }));
  expect(read(bytes)).not.toBeInstanceOf(Malformed);
  bytes[bytes.indexOf(0xc3)] = 0xff;
  expect(read(bytes)).toMatchObject({ reason: "invalid-utf8" });
  expect(read(Buffer.from([0xff]))).toMatchObject({ reason: "invalid-utf8" });
});

test("a whole number is an account as it is written", () => {
  expect(read(record({ origin: "9007199254740993" }))).toMatchObject({ origin: "9007199254740993" });
});

const spaces = fc.constantFrom("", " ", "\n\t", "\r ");
const broken = fc.constantFrom("", ",", "}", '"', "\\", "1", "e", "\u0000", "[", "nul", "-", "\\u12", "\ud83d\ude00");

test("takes what JSON.parse takes, and finds the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string({ unit: "binary" }), spaces, (other, origin, space) => {
      const json = `${space}${JSON.stringify({ other, origin }, null, space === "\n\t" ? 2 : 0)}${space}`;
      const [parsed, found] = [
        JSON.parse(json),
        read(json, mapped({ timestamp: "/origin", amount: "/x", target: "/x" })),
      ];
      expect(found).toMatchObject({ reason: "bad-timestamp", detail: expect.stringContaining("/origin: found") });
      expect(parsed.origin).toBe(origin);
    }),
  );
});

test("refuses as no JSON what JSON.parse throws on, and nothing else", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(), broken, fc.nat(3), (value, place, spoiled, cut) => {
      const json = JSON.stringify(value);
      const at = place % (json.length + 1);
      // As bytes: half a character would be another one on either side.
      const bytes = Buffer.from(json.slice(0, at) + spoiled + json.slice(at + cut));
      const result = read(bytes) as Malformed;
      expect(["bad-json", "duplicate-key"].includes(result.reason)).toBe(throws(bytes.toString()));
    }),
    { numRuns: 3_000 },
  );
});

function throws(json: string): boolean {
  try {
    JSON.parse(json);
    return false;
  } catch {
    return true;
  }
}
