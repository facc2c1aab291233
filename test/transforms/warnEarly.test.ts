import { expect, jest, test } from "@jest/globals";
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

/** One instance over many bundles: what a bundle's payments, of any keys, are warned of. */
function instance(maxBytes?: number) {
  const warnEarly = new WarnEarly(maxBytes);
  const settings = {
    rule,
    sessions: new SessionWindows(GAP_MS, 0),
    alertsEarly: { increment() {} },
  } as unknown as Parameters<WarnEarly["process"]>[1];
  return {
    warnEarly,
    bundle(...payments: [target: string, amount: number, timestampMs: number][]): string[] {
      warnEarly.startBundle();
      return payments
        .flatMap(([target, amount, ms]) =>
          warnEarly.process({ key: `a;${target}`, value: tx("a", target, amount, ms) }, settings),
        )
        .map(({ target, totalAmount, count }) => `${target} ${totalAmount} ${count}`);
    },
  };
}

test("a session goes on over the bundles of an instance, beside those of other keys", () => {
  const { bundle } = instance();
  expect(bundle(["b", 6_000, at(0)], ["c", 9_000, at(0)])).toEqual([]);
  expect(bundle(["b", 3_000, at(5)])).toEqual([]);
  expect(bundle()).toEqual([]);
  expect(bundle(["c", 2_000, at(6)], ["b", 2_000, at(6)])).toEqual(["c 11000 2", "b 11000 3"]);
  expect(bundle(["c", 20_000, at(7)], ["b", 20_000, at(7)])).toEqual([]);
});

test("a busy session outlives any number of others that come and go, and warns once", () => {
  const { warnEarly, bundle } = instance(100_000);
  const warned: string[] = [];
  for (let i = 0; i < 20_000; i++) {
    const payments = [[`other ${i}`, 1, at(0, i)]] as [string, number, number][];
    if (i % 100 === 0) payments.push(["busy", 100, at(0, i)]);
    warned.push(...bundle(...payments));
    expect(warnEarly.memory.bytes).toBeLessThanOrEqual(100_000);
  }
  expect(warned).toEqual(["busy 10100 101"]);
  expect(warnEarly.memory.size).toBeGreaterThan(200);
});

test("what it remembers is bounded by default, whatever is paid", () => {
  const { warnEarly, bundle } = instance();
  for (let i = 0; i < 200; i++) {
    bundle(...Array.from({ length: 1_000 }, (_, j): [string, number, number] => [`${i} ${j}`, 1, at(0)]));
  }
  expect(warnEarly.memory.bytes).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(warnEarly.memory.size).toBeGreaterThan(150_000);
});

test("sessions that have ended are forgotten as time goes on, open ones are not", () => {
  jest.useFakeTimers();
  try {
    const { warnEarly, bundle } = instance();
    for (let minute = 0; minute < 60; minute++) {
      bundle([`at ${minute}`, 6_000, at(minute)], ["steady", 1, at(minute)]);
      jest.advanceTimersByTime(60_000);
    }
    expect(warnEarly.memory.size).toBeLessThan(15);
    expect(bundle(["at 59", 6_000, at(60)])).toEqual(["at 59 12000 2"]);
  } finally {
    jest.useRealTimers();
  }
});
