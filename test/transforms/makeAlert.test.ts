import { describe, expect, test } from "@jest/globals";
import { alertId, GROUPINGS, type Grouping } from "../../transforms/alert";
import { keyOf } from "../../transforms/keyTransactions";
import { type AlertRule, makeAlert } from "../../transforms/makeAlert";
import { addSum, type PartialSum } from "../../transforms/partialSum";
import type { Transaction } from "../../transforms/transaction";
import { at, sumOf, tx } from "./payments";

const RULE: AlertRule = {
  grouping: "pair",
  thresholdCents: 1_000_000,
  maxEvidence: 100,
  windowText: "session with pauses under 10m",
  merging: true,
};

function sumOfAll(payments: Transaction[], { grouping, maxEvidence }: AlertRule): PartialSum {
  const [first, ...others] = payments.map((payment) => sumOf(payment, grouping));
  for (const other of others) addSum(first, other, maxEvidence);
  return first;
}

test("an alert says all about its session", () => {
  const payments = [tx("3", "7", 5857, at(0)), tx("3", "7", 17_740.5, at(1))];
  expect(makeAlert("3;7", sumOfAll(payments, RULE), "ON_TIME", RULE)).toEqual({
    id: alertId("pair", "3;7", at(0)),
    revision: 5,
    timing: "ON_TIME",
    final: true,
    grouping: "pair",
    origin: "3",
    target: "7",
    windowStart: "2026-03-02T09:00:00.000Z",
    windowEnd: "2026-03-02T09:11:00.000Z",
    firstTransaction: "2026-03-02T09:00:00.000Z",
    lastTransaction: "2026-03-02T09:01:00.000Z",
    totalAmount: "23597.5",
    count: 2,
    threshold: "10000",
    transactions: [
      { timestamp: "2026-03-02T09:00:00.000Z", origin: "3", target: "7", amount: "5857" },
      { timestamp: "2026-03-02T09:01:00.000Z", origin: "3", target: "7", amount: "17740.5" },
    ],
    truncated: false,
    reason: "2 payments of this pair in one session with pauses under 10m add up to 23597.5, above the limit of 10000.",
  });
});

test("an alert of one account names all its pairs", () => {
  const payments = [tx("b", "x", 1, at(1)), tx("a", "x", 2, at(0)), tx("b", "x", 3, at(2))];
  const rule: AlertRule = { ...RULE, grouping: "target" };
  const alert = makeAlert("x", sumOfAll(payments, rule), "ON_TIME", rule);
  expect(alert).toMatchObject({ grouping: "target", target: "x", pairCount: 2 });
  expect(alert).not.toHaveProperty("origin");
  expect(alert.pairs).toEqual([
    { origin: "a", target: "x" },
    { origin: "b", target: "x" },
  ]);
  expect(alert.transactions.map(({ origin, amount }) => origin + amount)).toEqual(["a2", "b1", "b3"]);
});

test("the id is that of group, key and window start, and of nothing else", () => {
  const ids = GROUPINGS.flatMap((grouping) =>
    ["a", "b"].flatMap((key) => [0, 1].map((ms) => alertId(grouping, key, ms))),
  );
  expect(new Set(ids).size).toBe(12);
  expect(alertId("pair", "3;7", 0)).toMatch(/^[0-9a-f]{32}$/);
});

describe("revisions", () => {
  test("grow with each payment, and the end of the window ranks above the same payments before it", () => {
    const one = sumOfAll([tx("a", "b", 20_000, at(0))], RULE);
    const two = sumOfAll([tx("a", "b", 20_000, at(0)), tx("a", "b", 1, at(1))], RULE);
    const revisions = [
      makeAlert("a;b", one, "EARLY", RULE),
      makeAlert("a;b", one, "ON_TIME", RULE),
      makeAlert("a;b", two, "LATE", RULE),
    ].map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    expect(new Set(revisions).size).toBe(3);
  });

  test("only an early one is not final", () => {
    const sum = sumOfAll([tx("a", "b", 20_000, at(0))], RULE);
    const isFinal = (["EARLY", "ON_TIME", "LATE"] as const).map((timing) => makeAlert("a;b", sum, timing, RULE).final);
    expect(isFinal).toEqual([false, true, true]);
  });
});

describe("a correction", () => {
  const payments = [at(0), at(5), at(5), at(12)].map((ms) => tx("a", "b", 5_000, ms));

  test("supersedes the alerts of sessions that began with one of its payments, but not itself", () => {
    const alert = makeAlert("a;b", sumOfAll(payments, RULE), "LATE", RULE);
    expect(alert.supersedes).toEqual([at(5), at(12)].map((ms) => alertId("pair", "a;b", ms)));
  });

  test("of a sliding window supersedes nothing: the window that starts with a payment of it is another one", () => {
    const rule = { ...RULE, merging: false };
    expect(makeAlert("a;b", sumOfAll(payments, rule), "LATE", rule)).not.toHaveProperty("supersedes");
  });

  test("names nothing where it comes on time", () => {
    expect(makeAlert("a;b", sumOfAll(payments, RULE), "ON_TIME", RULE)).not.toHaveProperty("supersedes");
  });
});

describe("evidence", () => {
  test("is the earliest payments, and the alert says where there are more", () => {
    const rule = { ...RULE, maxEvidence: 2 };
    const payments = [at(3), at(1), at(2), at(1)].map((ms, i) => tx("a", "b", 5_000 + i, ms));
    const alert = makeAlert("a;b", sumOfAll(payments, rule), "ON_TIME", rule);
    expect(alert).toMatchObject({ count: 4, totalAmount: "20006", truncated: true });
    expect(alert.transactions.map(({ amount }) => amount)).toEqual(["5001", "5003"]);
  });
});

describe("an alert stays under 64 KB, with evidence in it, whatever the names hold,", () => {
  // A control character takes 6 bytes in JSON.
  const hostile = (number: number) => String(number).padEnd(256, "\u0001");
  const parties: Record<Grouping, (i: number) => [string, string]> = {
    pair: () => [hostile(0), hostile(1)],
    origin: (i) => [hostile(0), hostile(i + 1)],
    target: (i) => [hostile(i + 1), hostile(0)],
  };
  const cases = GROUPINGS.flatMap((grouping) =>
    (["EARLY", "ON_TIME", "LATE"] as const).flatMap((timing) =>
      [100, 1_000].map((max) => [grouping, timing, max] as const),
    ),
  );
  test.each(cases)("by %s, %s, with up to %d payments", (grouping, timing, maxEvidence) => {
    const rule = { ...RULE, grouping, maxEvidence };
    for (const name of [parties[grouping], (i: number) => [`a${grouping === "target" ? i : ""}`, `b${i}`] as const]) {
      const payments = Array.from({ length: 2_000 }, (_, i) => {
        const [origin, target] = grouping === "pair" ? parties.pair(i) : name(i);
        return tx(origin, target, 10 ** 12, at(0, i));
      });
      const alert = makeAlert(keyOf(payments[0], grouping), sumOfAll(payments, rule), timing, rule);
      expect(Buffer.byteLength(JSON.stringify(alert))).toBeLessThan(64_000);
      expect(alert.transactions.length).toBeGreaterThan(5);
      expect(alert).toMatchObject({ count: 2_000, totalAmount: `2${"0".repeat(15)}`, truncated: true });
      if (grouping !== "pair") expect(alert.pairCount).toBe(2_000);
    }
  });
});
