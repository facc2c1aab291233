import { describe, expect, test } from "@jest/globals";
import type { Transaction } from "../../payment/transaction";
import { at, GAP_MS, tx } from "../transforms/payments";
import { detectInLines } from "./detectInLines";
import { lines, sessionWindow, settings, slidingWindow } from "./detection";
import { findingsOf } from "./reference";

/** What was found, as `windowStart-windowEnd total count`, in minutes after the first payment a test makes. */
async function found(payments: Transaction[], ...overrides: Parameters<typeof settings>): Promise<string[]> {
  const { alerts } = await detectInLines(lines(payments), settings(...overrides));
  return findingsOf(alerts).map(
    ({ key, windowStart, windowEnd, totalCents, count }) =>
      `${key} ${(windowStart - at(0)) / 60_000}-${(windowEnd - at(0)) / 60_000} ${totalCents} ${count}`,
  );
}

const pay = (amount: number, minutes: number, ms = 0) => tx("a", "b", amount, at(minutes, ms));

describe("a session", () => {
  test("is one where less than the gap lies between two payments", async () => {
    expect(await found([pay(6_000, 0), pay(6_000, 9)])).toEqual(["a;b 0-19 1200000 2"]);
    expect(await found([pay(6_000, 0), pay(6_000, 10, -1)])).toHaveLength(1);
  });

  test("ends by a pause of exactly the gap, or more", async () => {
    expect(await found([pay(6_000, 0), pay(6_000, 10)])).toEqual([]);
    expect(await found([pay(6_000, 0), pay(6_000, 10, 1)])).toEqual([]);
    expect(await found([pay(16_000, 0), pay(16_000, 10)])).toEqual(["a;b 0-10 1600000 1", "a;b 10-20 1600000 1"]);
  });

  test("knows gaps of any number of milliseconds", async () => {
    const window = sessionWindow(0, 1_234);
    expect(await found([pay(6_000, 0), pay(6_000, 0, 1_233)], { window })).toHaveLength(1);
    expect(await found([pay(6_000, 0), pay(6_000, 0, 1_234)], { window })).toEqual([]);
  });

  test("is the same where payments come out of order", async () => {
    expect(await found([pay(6_000, 9), pay(1_000, 4), pay(6_000, 0)])).toEqual(["a;b 0-19 1300000 3"]);
  });

  test("grows over a payment that bridges two", async () => {
    expect(await found([pay(6_000, 0), pay(6_000, 12), pay(0.01, 6)])).toEqual(["a;b 0-22 1200001 3"]);
  });

  test("counts equal payments of the same time each", async () => {
    expect(await found([pay(5_000, 0), pay(5_000, 0), pay(5_000, 0)])).toEqual(["a;b 0-10 1500000 3"]);
  });

  test("is one of a pair: the way back is another", async () => {
    expect(await found([pay(6_000, 0), tx("b", "a", 6_000, at(1)), tx("a", "c", 6_000, at(1))])).toEqual([]);
  });

  test("is cut at UTC multiples of the longest session, on either side of the cut", async () => {
    const window = sessionWindow(3_600_000);
    expect(await found([pay(6_000, 59), pay(6_000, 60)], { window })).toEqual([]);
    expect(await found([pay(16_000, 60, -1), pay(16_000, 60)], { window })).toEqual([
      "a;b 59.99998333333333-60 1600000 1",
      "a;b 60-70 1600000 1",
    ]);
    expect(await found([pay(6_000, 60), pay(6_000, 61)], { window })).toEqual(["a;b 60-71 1200000 2"]);
  });
});

describe("the limit", () => {
  test("has to be passed: exactly the limit raises nothing, a cent more does", async () => {
    expect(await found([pay(4_000, 0), pay(6_000, 1)])).toEqual([]);
    expect(await found([pay(4_000, 0), pay(6_000.01, 1)])).toEqual(["a;b 0-11 1000001 2"]);
    expect(await found([pay(10_000, 0)], { window: slidingWindow() })).toEqual([]);
    expect(await found([pay(10_000.01, 0)], { window: slidingWindow() })).toHaveLength(5);
  });

  test("of 0 makes an alert of every session", async () => {
    expect(await found([pay(0.01, 0)], { thresholdCents: 0 })).toEqual(["a;b 0-10 1 1"]);
  });

  test("may be over 2^53 cents: sums are compared exactly", async () => {
    const payments = Array.from({ length: 91 }, (_, i) => pay(10 ** 12, 0, i));
    const justBelow = { thresholdCents: Number.MAX_SAFE_INTEGER };
    expect(await found(payments, justBelow)).toEqual([`a;b 0-${10 + 90 / 60_000} 9100000000000000 91`]);
    expect(await found(payments.slice(1), justBelow)).toEqual([]);
  });
});

describe("grouped by one account", () => {
  const payments = [tx("a", "x", 6_000, at(0)), tx("b", "x", 6_000, at(1)), tx("a", "y", 6_000, at(2))];

  test("all that an origin sends is one session", async () => {
    expect(await found(payments, { grouping: "origin" })).toEqual(["a 0-12 1200000 2"]);
  });

  test("all that a target gets is one session", async () => {
    expect(await found(payments, { grouping: "target" })).toEqual(["x 0-11 1200000 2"]);
  });
});

describe("sliding windows", () => {
  test("are half-open and start at UTC multiples of their distance", async () => {
    expect(await found([pay(6_000, 0), pay(6_000, 9)], { window: slidingWindow() })).toEqual(["a;b 0-10 1200000 2"]);
    expect(await found([pay(6_000, 0), pay(6_000, 10)], { window: slidingWindow() })).toEqual([]);
    expect(await found([pay(6_000, 0), pay(6_000, 10, -1)], { window: slidingWindow() })).toHaveLength(1);
  });

  test("are on time, final, and replace nothing", async () => {
    const { alerts, windows } = await detectInLines(lines([pay(20_000, 0)]), settings({ window: slidingWindow() }));
    expect(windows).toBe(5);
    for (const alert of alerts) {
      expect(alert).toMatchObject({ timing: "ON_TIME", final: true });
      expect(alert).not.toHaveProperty("supersedes");
    }
  });

  test("may begin before 1970", async () => {
    const window = slidingWindow();
    const { alerts } = await detectInLines(lines([tx("a", "b", 20_000, 0)]), settings({ window }));
    expect(alerts.map(({ windowStart }) => Date.parse(windowStart) / 60_000)).toEqual([-8, -6, -4, -2, 0]);
  });
});

test("alerts come by start of window, and tell what was read", async () => {
  const payments = [tx("z", "b", 20_000, at(30)), tx("a", "b", 20_000, at(10)), tx("m", "b", 1, at(0))];
  const { alerts, linesRead, windows, deadLetters } = await detectInLines([...lines(payments), "?"], settings());
  expect(alerts.map(({ origin }) => origin)).toEqual(["a", "z"]);
  expect({ linesRead, windows, deadLetters: [...deadLetters] }).toEqual({
    linesRead: 4,
    windows: 3,
    deadLetters: [["field-count", 1]],
  });
});

test("early warnings come with the final alerts, under their ids", async () => {
  const { alerts } = await detectInLines(lines([pay(20_000, 0), pay(1, 1)]), settings({ early: true }));
  const [early, final] = alerts.toSorted((a, b) => a.revision - b.revision);
  expect(alerts).toHaveLength(2);
  expect(early).toMatchObject({ timing: "EARLY", final: false, count: 1 });
  expect(final).toMatchObject({ timing: "ON_TIME", final: true, count: 2, id: early.id });
});

test("no lines, no alerts", async () => {
  expect(await detectInLines([], settings())).toEqual({ alerts: [], linesRead: 0, deadLetters: new Map(), windows: 0 });
});

test.each([
  ["pair", 200_000],
  ["target", 20_000],
] as const)(
  "a session by %s of %d payments: exact, and its alert under 64 KB",
  async (grouping, count) => {
    function* payments(): Generator<string> {
      const time = new Date(at(0)).toISOString();
      for (let i = 0; i < count; i++)
        yield `${time};${grouping === "pair" ? "a" : `a${i}`};b;9999999999.${10 + (i % 90)}`;
    }
    const { alerts, windows } = await detectInLines(payments(), settings({ grouping, maxEvidence: 1_000 }));
    let cents = 0n;
    for (let i = 0; i < count; i++) cents += 999_999_999_900n + BigInt(10 + (i % 90));
    expect(windows).toBe(1);
    expect(alerts).toHaveLength(1);
    expect(findingsOf(alerts)[0]).toMatchObject({
      totalCents: cents,
      count,
      truncated: true,
      windowEnd: at(0) + GAP_MS,
    });
    expect(cents).toBeGreaterThan(2n ** 53n);
    expect(Buffer.byteLength(JSON.stringify(alerts[0]))).toBeLessThan(64_000);
    if (grouping === "target") expect(alerts[0].pairCount).toBe(Math.min(count, 4_096));
    expect(alerts[0].morePairs ?? false).toBe(grouping === "target" && count > 4_096);
  },
  60_000,
);
