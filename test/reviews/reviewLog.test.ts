import fc from "fast-check";
import { ACTIONS, type Decision, subjectKey } from "../../reviews/decision";
import { createReviewLog } from "../../reviews/reviewLog";
import { decision } from "./decisions";
import { fold } from "./reference";

const ALERTS = ["a1", "a2", "a3"];
const PEOPLE = ["ana", "ben"];
const SUBJECTS = [["ACC-1"], ["ACC-1", "ACC-2"]];

/** A log of people who look, and decide upon what they saw: some of them saw it a while ago, some send twice. */
const logs = fc
  .array(
    fc.record({
      alert: fc.constantFrom(...ALERTS),
      action: fc.constantFrom(...ACTIONS),
      by: fc.constantFrom(...PEOPLE),
      subject: fc.constantFrom(...SUBJECTS),
      behind: fc.constantFrom(0, 0, 0, 0, 1, 2),
      twice: fc.constantFrom(false, false, false, true),
      note: fc.constantFrom("known payroll", " ", undefined),
      reopened: fc.constantFrom(undefined, undefined, true as const),
    }),
    { maxLength: 60 },
  )
  .map((wishes) => {
    const log: Decision[] = [];
    for (const [i, { alert, action, by, subject, behind, twice, note, reopened }] of wishes.entries()) {
      const counting = fold(log).counting.filter((id) => log.find((one) => one.id === id)?.alert === alert);
      const after = counting.at(-1 - behind);
      const made = decision({
        id: `decision-${i}`,
        alert,
        action,
        by,
        after,
        note,
        untilMs: 1_000 + i,
        subject,
        reopened,
      });
      log.push(made, ...(twice ? [made] : []));
    }
    return log;
  });

test("a log folds to what the plain reference says, wherever it ends", () => {
  fc.assert(
    fc.property(logs, (log) => {
      const folded = createReviewLog();
      for (const [i, record] of log.entries()) {
        folded.take(JSON.stringify(record), i);
        const { states, snoozes } = fold(log.slice(0, i + 1));
        for (const alert of ALERTS) expect(folded.review(alert)?.state).toBe(states[alert]);
        for (const subject of SUBJECTS) {
          const key = subjectKey({ rule: "structuring", subject });
          expect(folded.snooze(key)?.id).toBe(snoozes[key]);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("of two upon the same decision the first counts, and the second is told who it was", () => {
  const log = createReviewLog();
  log.take(JSON.stringify(decision({ id: "taken-by-ana", action: "take", by: "ana" })), 1);
  const late = log.take(JSON.stringify(decision({ id: "taken-by-ben", action: "take", by: "ben" })), 2);
  expect(late).toMatchObject({ kind: "late", first: { id: "taken-by-ana", by: "ana", atMs: 1 } });
  expect(log.review("a1")).toMatchObject({ state: "taken", after: "taken-by-ana" });
});

test("the same decision sent again is one", () => {
  const log = createReviewLog();
  const record = JSON.stringify(decision({ action: "confirm" }));
  expect([log.take(record, 1).kind, log.take(record, 2).kind]).toEqual(["counts", "repeated"]);
  expect(log.review("a1")?.history).toHaveLength(1);
});

test.each([
  ["not JSON", "expected a decision as JSON"],
  ["{}", "id"],
  [JSON.stringify({ ...decision({}), action: "delete" }), "action"],
  [JSON.stringify({ ...decision({}), note: "x".repeat(2_001) }), "note"],
  [JSON.stringify({ ...decision({}), upon: { ...decision({}).upon, subject: [] } }), "upon.subject"],
])("a record that is no decision is put aside: %.40s", (record, place) => {
  const outcome = createReviewLog().take(record, 1);
  expect(outcome).toMatchObject({ kind: "malformed", because: expect.stringContaining(place) });
});

test.each([
  [{ action: "release" }, "it is open: release is for what is taken"],
  [{ action: "undo" }, "there is nothing to take back"],
  [{ action: "snooze", note: "on holiday" }, "a snooze needs the time up to which it lasts"],
  [{ action: "snooze", untilMs: 5 }, "a snooze needs a reason"],
  [{ action: "take", after: "nobody-knows" }, "it names a decision before it, and there is none"],
] as const)("what cannot be done is refused with a reason: %j", (given, because) => {
  expect(createReviewLog().take(JSON.stringify(decision(given)), 1)).toMatchObject({ kind: "refused", because });
});

test("nobody takes back what somebody else decided", () => {
  const log = createReviewLog();
  log.take(JSON.stringify(decision({ id: "confirmed-1", action: "confirm", by: "ana" })), 1);
  const undo = log.take(
    JSON.stringify(decision({ id: "undone-1", action: "undo", by: "ben", after: "confirmed-1" })),
    2,
  );
  expect(undo).toMatchObject({ kind: "refused", because: "ana decided it, and nobody else can take it back" });
});

test("of an alert that is decided to and fro for ever the newest fifty decisions are kept", () => {
  const log = createReviewLog();
  for (let i = 0; i < 200; i++) {
    const after = i === 0 ? undefined : `decision-${i - 1}`;
    log.take(JSON.stringify(decision({ id: `decision-${i}`, action: i % 2 === 0 ? "take" : "release", after })), i);
  }
  expect(log.review("a1")?.history).toHaveLength(50);
  expect(log.review("a1")).toMatchObject({ state: "open", after: "decision-199" });
});
