import type { Alert } from "../../transforms/alert";
import { alertValue } from "../../transforms/alertFormat";
import { MalformedAlert, parseAlert } from "../../viewer/parseAlert";
import { alertOf, START_MS } from "./alerts";

const parse = (value: unknown) => parseAlert(Buffer.from(JSON.stringify(value)));
const reasonOf = (value: Alert | MalformedAlert) => (value instanceof MalformedAlert ? value.reason : undefined);

test("an alert as the pipeline writes it is read back whole", () => {
  const alert = alertOf({
    overrides: { supersedes: ["x"], pairs: [{ origin: "3", target: "7" }], pairCount: 1, morePairs: true },
  });
  expect(parse(alert)).toEqual(alert);
});

test("fields of a newer pipeline are no reason to refuse an alert", () => {
  expect(parse({ ...alertOf(), score: 0.9 })).toEqual(alertOf());
});

test("an alert in a CloudEvent is read from it, and an event of another type is told by it", () => {
  const alert = alertOf();
  expect(parseAlert(alertValue(alert, { format: "cloudevents" }))).toEqual(alert);
  expect(reasonOf(parse({ specversion: "1.0", type: "order.v1", data: alert }))).toBe(
    'expected an alert as JSON: type: found "order.v1", expected streaming-fraud-detection.alert.v1',
  );
  for (const data of [undefined, null, [], { ...alert, timing: "SOON" }]) {
    expect(parse({ specversion: "1.0", type: "streaming-fraud-detection.alert.v1", data })).toBeInstanceOf(
      MalformedAlert,
    );
  }
});

test.each([
  ["a missing id", { id: undefined }, "id"],
  ["an unknown timing", { timing: "SOON" }, "timing"],
  ["a total that is no decimal", { totalAmount: "12e3" }, "totalAmount: a decimal"],
  ["a time that no calendar has", { windowEnd: "2026-13-45T00:00:00Z" }, "windowEnd: an ISO 8601 time"],
  ["a pair without target", { target: undefined }, "target: an account"],
  ["a fractional revision", { revision: 1.5 }, "revision"],
])("%s is named", (_, overrides, reason) => {
  expect(reasonOf(parse({ ...alertOf(), ...overrides }))).toContain(reason);
});

test("what is no JSON, no UTF-8 or no object is malformed, never an exception", () => {
  for (const bytes of [
    Buffer.from("{"),
    Buffer.from([0xff, 0xfe]),
    Buffer.from("[]"),
    Buffer.from("null"),
    Buffer.alloc(0),
  ]) {
    expect(parseAlert(bytes)).toBeInstanceOf(MalformedAlert);
  }
});

test("size comes first, then the length of lists, then the first item that is wrong, and only that", () => {
  expect(reasonOf(parseAlert(Buffer.alloc(200_000, "[")))).toContain("200000 bytes, expected at most 131072");
  expect(reasonOf(parse({ ...alertOf(), transactions: Array(2_001).fill({}) }))).toMatch(/^transactions: .*2000/);
  const [payment] = alertOf().transactions;
  expect(reasonOf(parse({ ...alertOf(), transactions: [payment, {}, 7] }))).toMatch(/^transactions\.1\.timestamp: /);
  expect(reasonOf(parse({ ...alertOf(), pairs: [7] }))).toMatch(/^pairs\.0: /);
  expect(reasonOf(parse({ ...alertOf(), supersedes: ["a\nb"] }))).toMatch(/^supersedes\.0: 1 to 200 visible/);
});

test("the largest alert that the pipeline writes is read", () => {
  const cents = Array.from({ length: 400 }, (_, i) => 600_000 + i);
  const large = alertOf({ origin: "王".repeat(40), target: "小".repeat(5), startMs: START_MS, cents });
  expect(Buffer.byteLength(JSON.stringify(large))).toBeGreaterThan(64_000);
  expect(parse(large)).toEqual(large);
});

test("what a record says cannot steer the terminal through the log", () => {
  const reason = reasonOf(parseAlert(Buffer.from("\u009b31m\u202e{")));
  expect(reason).toMatch(/^expected an alert as JSON: [ -~]+$/);
});

test("a record of many megabytes is refused unread", () => {
  expect(reasonOf(parseAlert(Buffer.alloc(5_000_000, 32)))).toContain("5000000 bytes");
});
