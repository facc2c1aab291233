import { shownReason } from "../../../viewer/page/alert/shownReason.js";
import { alertOf } from "../alerts";
import { ruleAlertOf } from "../ruleAlerts";

const sumReason = (payments: string) =>
  `${payments} of this pair in one session with pauses under 10m add up to 23597.5, above the limit of 10000.`;

test("amounts of a sum's reason stand in groups", () => {
  const alert = alertOf({ overrides: { totalAmount: "23597.5", count: 2, reason: sumReason("2 payments") } });
  expect(shownReason(alert)).toBe(
    "2 payments of this pair in one session with pauses under 10m add up to 23,597.5, above the limit of 10,000.",
  );
});

test("one payment adds up", () => {
  const alert = alertOf({ overrides: { totalAmount: "23597.5", count: 1, reason: sumReason("1 payment") } });
  expect(shownReason(alert)).toContain(" under 10m adds up to 23,597.5,");
});

test("amounts of a rule's reason stand in groups, accounts and times stay as they are", () => {
  const fact = { sign: ">", holds: true };
  const facts = [
    { what: "sent", value: "15100", limit: "0.85 * received", limitValue: "14025.5", ...fact },
    { what: "sent", value: "15100", limit: "received", limitValue: "16500", ...fact },
    { what: "untold", value: "15100", limit: "1", limitValue: "1", ...fact },
    { what: "total", value: "16500", limit: "10000", limitValue: "10000", ...fact },
    {
      what: "lastOut",
      value: "2026-03-02T11:00:00.000Z",
      limit: "day",
      limitValue: "2026-03-02T09:00:00.000Z",
      ...fact,
    },
  ];
  const reason =
    "Sent on: 3 payments from and to 16500 in one day: sent 15100, at least 0.85 * received, 14025.5; " +
    "sent 15100, at most received, 16500; total 16500, above 10000; lastOut 2026-03-02T11:00:00.000Z, after day, 2026-03-02T09:00:00.000Z.";
  expect(shownReason({ ...ruleAlertOf("account"), facts, reason })).toBe(
    "Sent on: 3 payments from and to 16500 in one day: sent 15,100, at least 0.85 * received, 14,025.5; " +
      "sent 15,100, at most received, 16,500; total 16,500, above 10,000; lastOut 2026-03-02T11:00:00.000Z, after day, 2026-03-02T09:00:00.000Z.",
  );
});

test("a reason that says it in other words stays as it is", () => {
  for (const alert of [alertOf(), ruleAlertOf("pair")]) expect(shownReason(alert)).toBe(alert.reason);
});
