import { medianOf, outcomesOf } from "../../reviews/outcomes";
import { createReviewLog } from "../../reviews/reviewLog";
import { decided } from "./decided";

/** A log of decisions that were made a second apart. */
function logOf(...records: string[]) {
  const log = createReviewLog();
  records.forEach((record, i) => {
    log.take(record, (i + 1) * 1_000);
  });
  return log;
}

test("what is confirmed and dismissed counts for the rule and version that raised it, with the time it took", () => {
  const log = logOf(
    decided("first", "confirm", { alert: "a" }),
    decided("second", "dismiss", { alert: "b", upon: { raisedMs: 500 } }),
    decided("third", "dismiss", { alert: "c", upon: { version: 3 } }),
    decided("fourth", "confirm", { alert: "d", upon: { rule: "many", version: 1 } }),
  );
  expect(outcomesOf(log)).toEqual(
    new Map([
      [
        "sum",
        new Map([
          [2, { confirmed: 1, dismissed: 1, delaysMs: [1_000, 1_500] }],
          [3, { confirmed: 0, dismissed: 1, delaysMs: [3_000] }],
        ]),
      ],
      ["many", new Map([[1, { confirmed: 1, dismissed: 0, delaysMs: [4_000] }]])],
    ]),
  );
});

test("what is taken, escalated, open again or taken back counts for nothing", () => {
  const log = logOf(
    decided("first", "take", { alert: "a" }),
    decided("second", "escalate", { alert: "b" }),
    decided("third", "confirm", { alert: "c" }),
    decided("fourth", "reopen", { alert: "c", after: "third---" }),
    decided("fifth", "dismiss", { alert: "d" }),
    decided("sixth", "undo", { alert: "d", after: "fifth---" }),
  );
  expect(outcomesOf(log)).toEqual(new Map());
});

test("the last decision counts, with the version that it was made upon; a snooze after it changes nothing", () => {
  const log = logOf(
    decided("first", "confirm"),
    decided("second", "reopen", { after: "first---" }),
    decided("third", "dismiss", { after: "second--", upon: { version: 3 } }),
    decided("fourth", "snooze", { after: "third---", note: "known", untilMs: 9_000, upon: { version: 4 } }),
  );
  expect(outcomesOf(log)).toEqual(
    new Map([["sum", new Map([[3, { confirmed: 0, dismissed: 1, delaysMs: [3_000] }]])]]),
  );
});

test('an alert of the options is of rule "" and version 0, and no decision comes before its alert', () => {
  const log = logOf(decided("first", "confirm", { upon: { rule: undefined, version: undefined, raisedMs: 5_000 } }));
  expect(outcomesOf(log)).toEqual(new Map([["", new Map([[0, { confirmed: 1, dismissed: 0, delaysMs: [0] }]])]]));
});

test("the median is the middle one, or half way between two; there is none of nothing", () => {
  expect(medianOf([30, 10, 20])).toBe(20);
  expect(medianOf([40, 10, 20, 30])).toBe(25);
  expect(medianOf([])).toBeNull();
});
