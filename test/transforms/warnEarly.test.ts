import { expect, test } from "@jest/globals";
import { SessionWindows } from "../../beam/sessionWindows";
import type { AlertRule } from "../../transforms/makeAlert";
import { WarnEarly } from "../../transforms/warnEarly";
import { at, GAP_MS, tx } from "./payments";

const rule: AlertRule = {
  grouping: "pair",
  thresholdCents: 1_000_000,
  maxEvidence: 100,
  windowText: "session",
  sessions: { gapMs: GAP_MS, maxSessionMs: 0 },
};

function warnings(...payments: [amount: number, timestampMs: number][]): string[] {
  return warningsWithin(0, ...payments);
}

function warningsWithin(maxSessionMs: number, ...payments: [amount: number, timestampMs: number][]): string[] {
  const settings: Parameters<WarnEarly["process"]>[1] = {
    rule,
    sessions: new SessionWindows(GAP_MS, maxSessionMs),
    alertsEarly: { increment() {} } as never,
  };
  const warnEarly = new WarnEarly();
  return payments
    .flatMap(([amount, ms]) => {
      warnEarly.startBundle();
      return warnEarly.process({ key: "a;b", value: tx("a", "b", amount, ms) }, settings);
    })
    .map(
      ({ timing, totalAmount, count, windowStart }) => `${timing} ${totalAmount} ${count} ${windowStart.slice(11, 16)}`,
    );
}

test("a session warns as its running sum crosses the limit, once", () => {
  expect(warnings([6_000, at(0)], [4_000, at(1)], [1, at(2)], [9_000, at(3)])).toEqual(["EARLY 10001 3 09:00"]);
});

test("a sum of exactly the limit does not warn", () => {
  expect(warnings([6_000, at(0)], [4_000, at(1)])).toEqual([]);
});

test("a pause of exactly the gap starts a new sum", () => {
  expect(warnings([6_000, at(0)], [6_000, at(10)])).toEqual([]);
});

test("a pause of a millisecond less goes on with the sum", () => {
  expect(warnings([6_000, at(0)], [6_000, at(10, -1)])).toEqual(["EARLY 12000 2 09:00"]);
});

test("the next session warns again", () => {
  expect(warnings([20_000, at(0)], [20_000, at(60)])).toEqual(["EARLY 20000 1 09:00", "EARLY 20000 1 10:00"]);
});

test("a payment that is out of order but near joins the open session", () => {
  expect(warnings([6_000, at(5)], [6_000, at(0)])).toEqual(["EARLY 12000 2 09:00"]);
});

test("a payment from before the open session says nothing and does not close it", () => {
  expect(warnings([6_000, at(60)], [20_000, at(0)], [6_000, at(61)])).toEqual(["EARLY 12000 2 10:00"]);
});

test("a cut of long sessions starts a new sum", () => {
  expect(warningsWithin(3_600_000, [6_000, at(59)], [6_000, at(60)])).toEqual([]);
});

test("what an instance remembers ends with it: payments read again after a fault do not add up with the first time", () => {
  const once: [number, number][] = [
    [6_000, at(300)],
    [3_000, at(301)],
  ];
  expect([...warnings(...once), ...warnings(...once)]).toEqual([]);
});

test("after its warning a session is followed to its end, and only the next one warns again", () => {
  expect(warnings([20_000, at(0)], [1, at(9)], [20_000, at(18)], [20_000, at(60)])).toEqual([
    "EARLY 20000 1 09:00",
    "EARLY 20000 1 10:00",
  ]);
});
