import { describe, expect, test } from "@jest/globals";
import type { Transaction } from "../../payment/transaction";
import { alertId, GROUPINGS, type Grouping } from "../../transforms/alert";
import { keyOf } from "../../transforms/keyTransactions";
import { type AlertRule, makeAlert } from "../../transforms/makeAlert";
import { addSum, type PartialSum } from "../../transforms/partialSum";
import { at, GAP_MS, START_MS, sumOf, tx } from "./payments";

const RULE: AlertRule = {
  grouping: "pair",
  thresholdCents: 1_000_000,
  maxEvidence: 100,
  windowText: "session with pauses under 10m",
  sessions: { gapMs: GAP_MS, maxSessionMs: 0 },
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

test("ids are pinned: another one for the same session would leave the old alert on every consumer's page", () => {
  expect(alertId("pair", "3;7", at(0))).toBe("83f03cf24da11737f9aab8ba43a7321a");
  expect(alertId("target", "Zoë 银行", 0)).toBe("92ec0c85624b6c4eb3c74f2659bc8a70");
  const ofSession = (minute: number, maxSessionMs = 0) =>
    makeAlert("3;7", sumOf(tx("3", "7", 1, at(minute))), "ON_TIME", {
      ...RULE,
      sessions: { gapMs: GAP_MS, maxSessionMs },
    }).id;
  expect([ofSession(0), ofSession(9), ofSession(5, 7 * 60_000)]).toEqual([
    "83f03cf24da11737f9aab8ba43a7321a",
    "83f03cf24da11737f9aab8ba43a7321a",
    "83f03cf24da11737f9aab8ba43a7321a",
  ]);
  expect(ofSession(10)).not.toBe(ofSession(9));
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

  test("of a warning are below any other: payments that it counted may be too late for the window", () => {
    const two = sumOfAll([tx("a", "b", 20_000, at(0)), tx("a", "b", 1, at(1))], RULE);
    const one = sumOfAll([tx("a", "b", 20_000, at(0))], RULE);
    expect(makeAlert("a;b", two, "EARLY", RULE).revision).toBeLessThan(makeAlert("a;b", one, "ON_TIME", RULE).revision);
  });

  test("only an early one is not final", () => {
    const sum = sumOfAll([tx("a", "b", 20_000, at(0))], RULE);
    const isFinal = (["EARLY", "ON_TIME", "LATE"] as const).map((timing) => makeAlert("a;b", sum, timing, RULE).final);
    expect(isFinal).toEqual([false, true, true]);
  });
});

describe("a final alert", () => {
  const payments = [at(3), at(8), at(9), at(17), at(26)].map((ms) => tx("a", "b", 5_000, ms));
  const ids = (...minutes: number[]) => minutes.map((minute) => alertId("pair", "a;b", at(minute)));

  test.each(["ON_TIME", "LATE"] as const)(
    "%s supersedes all that a part of its session can have had, but not itself",
    (timing) => {
      const alert = makeAlert("a;b", sumOfAll(payments, RULE), timing, RULE);
      expect([alert.id]).toEqual(ids(0));
      expect(alert.supersedes).toEqual(ids(10, 20));
    },
  );

  test("does so beyond its evidence, of which there may be little", () => {
    const rule = { ...RULE, maxEvidence: 1 };
    expect(makeAlert("a;b", sumOfAll(payments, rule), "ON_TIME", rule).supersedes).toEqual(ids(10, 20));
  });

  test("counts slots from the cut where sessions are cut", () => {
    const rule = { ...RULE, sessions: { gapMs: GAP_MS, maxSessionMs: 27 * 60_000 } };
    const cutMs = Math.floor(START_MS / (27 * 60_000)) * 27 * 60_000;
    const sum = sumOfAll([tx("a", "b", 5_000, cutMs + 60_000), tx("a", "b", 5_000, cutMs + 26 * 60_000)], rule);
    const { id, supersedes } = makeAlert("a;b", sum, "ON_TIME", rule);
    expect([id, ...(supersedes ?? [])]).toEqual([0, 10, 20].map((m) => alertId("pair", "a;b", cutMs + m * 60_000)));
  });

  test("of a session within one slot replaces nothing, nor does one of a sliding window", () => {
    const inOneSlot = sumOfAll([tx("a", "b", 5_000, at(0)), tx("a", "b", 5_000, at(10, -1))], RULE);
    expect(makeAlert("a;b", inOneSlot, "LATE", RULE)).not.toHaveProperty("supersedes");
    const sliding = { ...RULE, sessions: undefined };
    const alert = makeAlert("a;b", sumOfAll(payments, sliding), "LATE", sliding);
    expect(alert).not.toHaveProperty("supersedes");
    expect(alert.id).toBe(alertId("pair", "a;b", at(3)));
  });

  test("names the first 385 of a session that is longer than that many gaps", () => {
    const long = sumOfAll([tx("a", "b", 5_000, at(0)), tx("a", "b", 5_000, at(10_000))], RULE);
    const { supersedes } = makeAlert("a;b", long, "ON_TIME", RULE);
    expect(supersedes).toHaveLength(385);
    expect(supersedes?.[384]).toBe(ids(3_850)[0]);
  });
});

test("a warning replaces nothing: payments that it counted may be too late to join its session to another", () => {
  const sum = sumOfAll([tx("a", "b", 5_000, at(0)), tx("a", "b", 5_000, at(30))], RULE);
  expect(makeAlert("a;b", sum, "EARLY", RULE)).not.toHaveProperty("supersedes");
});

test("of more counterparties than are counted an alert says that there are more", () => {
  const rule: AlertRule = { ...RULE, grouping: "target" };
  const some = (count: number) =>
    makeAlert(
      "x",
      sumOfAll(
        Array.from({ length: count }, (_, i) => tx(`a${i}`, "x", 5, at(0))),
        rule,
      ),
      "ON_TIME",
      rule,
    );
  expect(some(4_096).pairCount).toBe(4_096);
  expect(some(4_096)).not.toHaveProperty("morePairs");
  expect(some(4_097)).toMatchObject({ pairCount: 4_096, morePairs: true });
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
