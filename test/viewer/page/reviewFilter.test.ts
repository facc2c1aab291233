import { summarize } from "../../../viewer/alertSummary";
import { actionsOf, isPutOff, isWaiting } from "../../../viewer/page/decisions/reviewActions.js";
import { reviewParams } from "../../../viewer/page/decisions/reviewFilter.js";
import { isActive, passes } from "../../../viewer/page/list/filter.js";
import type { ShownReview } from "../../../viewer/reviews/shownReview";
import { alertOf } from "../alerts";

const NOW_MS = 1_000_000;
const NOTHING = { account: "", timing: "", rule: "", severity: "" };
const snoozed = (untilMs: number) => ({ untilMs, by: "ana", note: "a feast" });

const REVIEWS: Record<string, ShownReview | undefined> = {
  untouched: undefined,
  released: { state: "open", by: "ben" },
  hers: { state: "taken", by: "ana" },
  his: { state: "taken", by: "ben" },
  escalated: { state: "escalated", by: "ana" },
  confirmed: { state: "confirmed", by: "ana" },
  dismissed: { state: "dismissed", by: "ana" },
  "put off": { state: "open", snoozed: snoozed(NOW_MS + 1) },
  "put off before": { state: "open", snoozed: snoozed(NOW_MS) },
};

function found(review: string, me: string | null = "ana") {
  return Object.entries(REVIEWS).flatMap(([name, one]) => {
    const alert = { ...summarize(alertOf()), review: one };
    return passes(alert, { ...NOTHING, review }, { nowMs: NOW_MS, me }) ? [name] : [];
  });
}

test("the filter finds what nobody has begun, what is mine, and what has come to an end", () => {
  expect(found("")).toEqual(Object.keys(REVIEWS));
  expect(found("open")).toEqual(["untouched", "released", "put off before"]);
  expect(found("mine")).toEqual(["hers"]);
  expect(found("mine", null)).toEqual([]);
  expect(found("taken")).toEqual(["hers", "his"]);
  expect(found("escalated")).toEqual(["escalated"]);
  expect(found("confirmed")).toEqual(["confirmed"]);
  expect(found("dismissed")).toEqual(["dismissed"]);
  expect(found("snoozed")).toEqual(["put off"]);
  expect(isActive({ ...NOTHING, review: "open" })).toBe(true);
  expect(isActive({ ...NOTHING, review: "" })).toBe(false);
});

test("files are asked for by the same choice, mine by name", () => {
  expect(reviewParams("", "ana")).toEqual({ snoozed: "no" });
  expect(reviewParams("open", "ana")).toEqual({ review: "open", snoozed: "no" });
  expect(reviewParams("snoozed", "ana")).toEqual({ review: "snoozed" });
  expect(reviewParams("mine", "ana")).toEqual({ review: "taken", reviewer: "ana" });
});

test("each state offers what leads on from it", () => {
  expect(actionsOf(undefined)).toEqual(["take", "confirm", "dismiss", "escalate", "snooze"]);
  expect(actionsOf({ state: "taken" })).toEqual(["release", "confirm", "dismiss", "escalate", "snooze"]);
  expect(actionsOf({ state: "escalated" })).toEqual(["take", "confirm", "dismiss", "reopen", "snooze"]);
  expect(actionsOf({ state: "confirmed" })).toEqual(["reopen", "snooze"]);
  expect(actionsOf({ state: "open", reopened: "dismissed" })[0]).toBe("take");
});

test("what is put off waits for nobody until its time is over", () => {
  expect(isPutOff({ review: REVIEWS["put off"] }, NOW_MS)).toBe(true);
  expect(isWaiting({ review: REVIEWS["put off"] }, NOW_MS)).toBe(false);
  expect(isWaiting({ review: REVIEWS["put off"] }, NOW_MS + 1)).toBe(true);
  expect(isWaiting({ review: REVIEWS.hers }, NOW_MS)).toBe(false);
});
