import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { address, addresses, duration, formatDuration, integer, settings, share } from "../../config/values";

test.each([
  ["250ms", 250],
  ["10s", 10_000],
  ["10m", 600_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["1h30m", 5_400_000],
  ["0.5s", 500],
  ["1.001s", 1_001],
  ["0s", 0],
])("%s is %d ms", (text, ms) => {
  expect(duration().parse(text)).toBe(ms);
});

test.each(["", "10", "-1s", "1 s", "s", "1w", "0.0005s", "1e3s", "NaNs", "1s!", "1.s", null, {}])(
  "%j is no duration",
  (text) => {
    expect(duration().safeParse(text).success).toBe(false);
  },
);

test("a duration keeps to its bounds and tells them", () => {
  const bounded = duration({ min: "1s", max: "1m" });
  expect(bounded.parse("1s")).toBe(1_000);
  expect(bounded.parse("1m")).toBe(60_000);
  for (const text of ["999ms", "61s"]) {
    expect(bounded.safeParse(text).error?.issues[0].message).toMatch(/at least 1s and at most 1m$/);
  }
});

test("a duration reads back from how it is written", () => {
  fc.assert(fc.property(fc.nat(), (ms) => expect(duration().parse(formatDuration(ms))).toBe(ms)));
  expect([90_000, 3_600_000, 86_400_000, 1_500].map(formatDuration)).toEqual(["90s", "1h", "1d", "1500ms"]);
});

test("a whole number may be written as people do", () => {
  expect(["10_000", "1e6", "7", 7].map((text) => integer().parse(text))).toEqual([10_000, 1_000_000, 7, 7]);
  for (const text of ["", "1.5", "x", "-1", "0x", "1e400", null]) expect(integer().safeParse(text).success).toBe(false);
});

test("a share is a fraction or a percentage", () => {
  expect(["0.05", "5%", "1", "0"].map((text) => share().parse(text))).toEqual([0.05, 0.05, 1, 0]);
  for (const text of ["101%", "1.1", "-1", "%"]) expect(share().safeParse(text).success).toBe(false);
});

test("addresses have a host and a port", () => {
  expect(addresses().parse("a:1, [::1]:9092")).toEqual(["a:1", "[::1]:9092"]);
  expect(addresses().parse(["a:1"])).toEqual(["a:1"]);
  for (const text of ["a", "a:", ":1", "a:70000", "a b:1", ""]) expect(address().safeParse(text).success).toBe(false);
});

test("settings that are passed on come as pairs or as a map", () => {
  expect(settings().parse("a=1,b=x=y")).toEqual({ a: "1", b: "x=y" });
  expect(settings().parse({ a: 1, b: true })).toEqual({ a: "1", b: "true" });
  expect(settings().safeParse("a").success).toBe(false);
});
