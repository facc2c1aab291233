import { describe, expect, test } from "@jest/globals";
import { formatTransaction } from "../../payment/transaction";
import { createDraw } from "../../scoring/bootstrap";
import { changeOf } from "../../scoring/compare";
import type { Truth } from "../../scoring/label";
import type { MeasuredAlert } from "../../scoring/measuredAlert";
import { measureRules } from "../../scoring/measureRules";
import { quantile, spreadOf } from "../../scoring/quantiles";
import type { KnownScheme } from "../../scoring/score";
import { at, tx } from "../transforms/payments";

const scheme = (kind: string, expected: string[], ...transactions: KnownScheme["transactions"]): KnownScheme => ({
  kind,
  expected,
  honest: false,
  transactions,
});

/** About a pair, in a window from minute 0 to `end`. */
function alert(rule: string, payments: MeasuredAlert["payments"], more: Partial<MeasuredAlert> = {}): MeasuredAlert {
  const { origin, target } = payments[0];
  return {
    id: `${rule} ${formatTransaction(payments[0])}`,
    rule: { id: rule },
    key: { kind: "pair", text: `${origin};${target}` },
    accounts: [origin, target],
    windowStartMs: at(0),
    windowEndMs: at(100),
    payments,
    lines: payments.map(formatTransaction),
    day: 0,
    totalCents: payments.reduce((sum, { amountCents }) => sum + amountCents, 0),
    count: payments.length,
    truncated: false,
    warnsEarly: true,
    ...more,
  };
}

const a = [tx("a", "b", 6_000, at(5)), tx("a", "b", 5_000, at(6))];
const c = [tx("c", "d", 7_000, at(10)), tx("c", "d", 8_000, at(20))];
const bread = [tx("x", "shop", 3, at(3))];
const wages = [tx("firm", "y", 900, at(4))];
const schemes = [
  scheme("parts", ["parts"], ...a),
  scheme("parts", ["parts"], ...c),
  scheme("other", [], tx("e", "f", 1, at(9))),
];
const DAYS = [0, 1];

function measured(
  rules: string[],
  alerts: MeasuredAlert[],
  truth: Truth = { schemes, complete: true },
  shadow: string[] = [],
) {
  return measureRules(rules, new Set(shadow), alerts, truth, DAYS, createDraw(1));
}

describe("figures of rules, worked out by hand", () => {
  const alerts = [
    alert("parts", a, { crossingMs: at(6) }),
    alert("parts", bread),
    alert("parts", [...c, ...c], { day: 1, crossingMs: at(20), windowEndMs: at(30) }),
    alert("large", [c[1]], { warnsEarly: false, crossingMs: at(20), day: 1 }),
  ];
  const { rules, all, overlap, missed } = measured(["parts", "large"], alerts);
  const parts = rules.get("parts");
  const large = rules.get("large");

  test("alerts by label, and precision of those that have one", () => {
    expect(parts?.alerts).toEqual({ count: 3, aDay: 1.5, scheme: 2, honest: 1, unlabelled: 0, precision: 2 / 3 });
    expect(large?.alerts).toEqual({ count: 1, aDay: 0.5, scheme: 1, honest: 0, unlabelled: 0, precision: 1 });
    expect(all.alerts).toEqual({ count: 4, aDay: 2, scheme: 3, honest: 1, unlabelled: 0, precision: 0.75 });
  });

  test("schemes: those that a rule is there for, or all where none says so", () => {
    expect(parts?.schemes).toEqual({ of: 2, found: 2, recall: 1 });
    expect(large?.schemes).toEqual({ of: 3, found: 1, recall: 1 / 3 });
    expect(all.schemes).toEqual({ of: 3, found: 2, recall: 2 / 3 });
    expect(parts?.kinds).toEqual({ other: { of: 1, found: 0, recall: 0 }, parts: { of: 2, found: 2, recall: 1 } });
    expect(missed).toEqual([schemes[2]]);
  });

  test("accounts: who is named, who of them is in a scheme, and who of those in schemes is named", () => {
    expect(parts?.accounts).toEqual({
      count: 6,
      scheme: 4,
      honest: 2,
      unlabelled: 0,
      precision: 4 / 6,
      of: 4,
      found: 4,
      recall: 1,
    });
    expect(large?.accounts).toMatchObject({ count: 2, scheme: 2, honest: 0, of: 6, found: 2 });
  });

  test("amounts count each payment once", () => {
    expect(parts?.amountCents).toBe(a[0].amountCents + a[1].amountCents + c[0].amountCents + c[1].amountCents + 300);
    expect(all.amountCents).toBe(parts?.amountCents);
  });

  test("what only one rule finds, and what rules share", () => {
    expect([parts?.onlyHere, large?.onlyHere]).toEqual([1, 0]);
    expect(overlap).toEqual({
      rules: ["parts", "large"],
      shared: [
        [3, 1],
        [1, 1],
      ],
      alone: [2, 0],
    });
  });

  test("delays: from the first payment to EARLY and to the alert, and from the crossing to the alert", () => {
    const minute = 60_000;
    expect(parts?.delays.schemeToEarly).toEqual({ known: 2, unknown: 0, median: minute, p90: 10 * minute });
    expect(parts?.delays.schemeToAlert).toEqual({ known: 2, unknown: 0, median: 20 * minute, p90: 95 * minute });
    expect(parts?.delays.crossingToAlert).toEqual({ known: 2, unknown: 1, median: 10 * minute, p90: 94 * minute });
    expect(large?.delays.schemeToEarly).toEqual({ known: 0, unknown: 0 });
  });
});

describe("what nobody has labelled", () => {
  test("is a column of its own, and never honest", () => {
    const { rules } = measured(["parts"], [alert("parts", a), alert("parts", bread)], { schemes, complete: false });
    expect(rules.get("parts")?.alerts).toMatchObject({ scheme: 1, honest: 0, unlabelled: 1, precision: 1 });
    expect(rules.get("parts")?.accounts).toMatchObject({ scheme: 2, honest: 0, unlabelled: 2 });
  });

  test("is what touches unclear payments, however complete the rest is", () => {
    const unclear = { ...scheme("unclear", [], ...bread), unknown: true };
    const { all } = measured(["parts"], [alert("parts", bread)], { schemes: [...schemes, unclear], complete: true });
    expect(all.alerts).toMatchObject({ honest: 0, unlabelled: 1 });
    expect(all.alerts.precision).toBeUndefined();
    expect(all.schemes.of).toBe(3);
  });

  test("a payment known as honest to one rule says nothing of another's alerts", () => {
    const dismissed = { ...scheme("dismissed", [], ...wages), honest: true, onlyOfRule: "parts" };
    const truth = { schemes: [dismissed], complete: false };
    const { rules } = measured(["parts", "large"], [alert("parts", wages), alert("large", wages)], truth);
    expect(rules.get("parts")?.alerts).toMatchObject({ honest: 1, unlabelled: 0 });
    expect(rules.get("large")?.alerts).toMatchObject({ honest: 0, unlabelled: 1 });
  });
});

test("a rule in the shadow is measured, and counts for nothing in all", () => {
  const { rules, all, missed } = measured(["parts"], [alert("parts", a)], undefined, ["parts"]);
  expect(rules.get("parts")?.schemes.found).toBe(1);
  expect([all.alerts.count, all.schemes.found, missed.length]).toEqual([0, 0, 3]);
});

test("an alert that lists only some of its payments is about the schemes that have one of its key in its window", () => {
  const cut = alert("parts", bread, { truncated: true, key: { kind: "pair", text: "c;d" }, windowEndMs: at(15) });
  const ended = { ...cut, windowEndMs: at(10) };
  expect(measured(["parts"], [cut]).all.alerts).toMatchObject({ scheme: 1 });
  expect(measured(["parts"], [ended]).all.alerts).toMatchObject({ scheme: 0, honest: 1 });
});

describe("ranges", () => {
  test("are the same for the same seed, and hold the figure", () => {
    const many = Array.from({ length: 40 }, (_, i) => scheme("k", ["parts"], tx(`o${i}`, "t", 1, at(i))));
    const alerts = many.slice(0, 30).map(({ transactions }, i) => alert("parts", transactions, { day: i % 2 }));
    const once = measured(["parts"], alerts, { schemes: many, complete: true }).all.confidence;
    expect(measured(["parts"], alerts, { schemes: many, complete: true }).all.confidence).toEqual(once);
    const [low, high] = once.recall ?? [Number.NaN, Number.NaN];
    expect(low).toBeGreaterThan(0.55);
    expect(low).toBeLessThan(0.75);
    expect(high).toBeGreaterThan(0.75);
    expect(high).toBeLessThan(0.95);
    expect(once.aDay).toEqual([15, 15]);
  });

  test("of one scheme or nothing are not told", () => {
    expect(measured(["parts"], [], { schemes: [], complete: false }).all.confidence).toEqual({ aDay: [0, 0] });
  });
});

test("what changes between two sets of alerts, by id and by payment", () => {
  const stays = alert("parts", a);
  const before = [stays, alert("parts", bread), alert("large", [c[0]], { id: "same" })];
  const after = [stays, alert("parts", wages), alert("large", c, { id: "same" })];
  const { gained, lost, changed, same, payments } = changeOf(before, after);
  expect([gained, lost, changed, same]).toEqual([[after[1]], [before[1]], [{ before: before[2], after: after[2] }], 1]);
  expect(payments).toEqual({
    gained: { count: 2, amountCents: 900_00 + c[1].amountCents },
    lost: { count: 1, amountCents: 300 },
    same: 3,
  });
});

test.each([
  [[5], 0.5, 5],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
  [[1, 2], 0.9, 2],
])("of %j, a share of %d is at most %d", (sorted, share, expected) => {
  expect(quantile(sorted, share)).toBe(expected);
});

test("what is not known is counted, not guessed", () => {
  expect(spreadOf([undefined, 3, 1])).toEqual({ known: 2, unknown: 1, median: 1, p90: 3 });
  expect(spreadOf([undefined])).toEqual({ known: 0, unknown: 1 });
});
