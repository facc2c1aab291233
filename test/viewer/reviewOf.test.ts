import { createReviewLog } from "../../reviews/reviewLog";
import type { Reviewed } from "../../viewer/alertEntry";
import { summarize } from "../../viewer/alertSummary";
import { reviewOf, threadOf } from "../../viewer/reviews/reviewOf";
import { decision } from "../reviews/decisions";
import { alertOf } from "./alerts";

const alert = (given: Partial<Reviewed> = {}): Reviewed => ({
  ...{ id: "a1", ruleId: "structuring", ruleVersion: 1, supersedes: [], subject: ["ACC-1"], totalAmount: "12000" },
  ...{ raisedMs: 0, summary: summarize(alertOf()) },
  ...given,
});

function logOf(...decisions: Parameters<typeof decision>[0][]) {
  const log = createReviewLog();
  for (const [i, one] of decisions.entries()) log.take(JSON.stringify(decision({ id: `decision-${i}`, ...one })), i);
  return log;
}

const at = (nowMs: number, reopenFactor = 2) => ({ nowMs, reopenFactor });

test("a snooze ends by itself", () => {
  const log = logOf({ action: "snooze", note: "audited", untilMs: 1_000 });
  expect(reviewOf(log, alert(), at(999))?.snoozed).toMatchObject({ untilMs: 1_000, note: "audited" });
  expect(reviewOf(log, alert(), at(1_000))?.snoozed).toBeUndefined();
  expect(reviewOf(log, alert({ id: "other" }), at(1_000))).toBeUndefined();
});

test("a snooze is about the rule and the subject, whatever the version", () => {
  const log = logOf({ action: "snooze", note: "audited", untilMs: 1_000 });
  const isPutOff = (given: Partial<Reviewed>) => reviewOf(log, alert({ id: "other", ...given }), at(0)) !== undefined;
  expect([isPutOff({ ruleVersion: 2 }), isPutOff({ ruleId: "fan-in" }), isPutOff({ subject: ["ACC-2"] })]).toEqual([
    true,
    false,
    false,
  ]);
});

test("of several replaced alerts the newest decision goes on, and the alert's own comes before all", () => {
  const log = logOf({ alert: "old" }, { alert: "new", action: "confirm" }, { alert: "older" });
  const merged = { id: "merged", supersedes: ["older-still", "older", "old", "new"] };
  expect(threadOf(log, merged)).toBe("older");
  expect(threadOf(log, { ...merged, supersedes: ["old", "new"] })).toBe("new");
  expect(threadOf(log, { ...merged, id: "old" })).toBe("old");
  expect(threadOf(log, { id: "merged", supersedes: [] })).toBe("merged");
});

test.each([
  ["12000", 2, { state: "dismissed" }],
  ["11000", 2, { state: "dismissed" }],
  ["23999.99", 2, { state: "dismissed", grewBy: "11999.99" }],
  ["24000", 2, { state: "open", reopened: "dismissed", grewBy: "12000.00" }],
  ["12000.01", 1, { state: "open", reopened: "dismissed", grewBy: "0.01" }],
  ["18000", 1.5, { state: "open", reopened: "dismissed", grewBy: "6000.00" }],
])("what was dismissed at 12,000 and has grown to %s, with a factor of %d", (totalAmount, factor, wanted) => {
  const { state, grewBy, reopened } =
    reviewOf(logOf({ action: "dismiss" }), alert({ totalAmount }), at(0, factor)) ?? {};
  expect({ state, grewBy, reopened }).toEqual({ grewBy: undefined, reopened: undefined, ...wanted });
});
