import {
  countWords,
  decisionWords,
  notDoneWords,
  outcomesWords,
  reviewWords,
} from "../../../viewer/page/decisions/reviewWords.js";
import type { DecisionsAnswer, ShownReview } from "../../../viewer/reviews/shownReview";

const YEAR = new Date().getUTCFullYear();
const AT_MS = Date.parse(`${YEAR}-11-22T21:50:40Z`);
const MINUTE = 60_000;

test.each<[string, ShownReview | undefined, string[]]>([
  ["nobody has begun", undefined, ["Open"]],
  ["a decision was taken back", { state: "open", after: "d" }, ["Open"]],
  ["taken", { state: "taken", by: "ana", atMs: AT_MS - 5.9 * MINUTE }, ["Taken by ana, 5 min ago"]],
  ["just now", { state: "escalated", by: "ana", atMs: AT_MS - 1, note: "look" }, ["Escalated by ana, just now: look"]],
  ["by a clock ahead", { state: "taken", by: "ana", atMs: AT_MS + MINUTE }, ["Taken by ana, just now"]],
  ["released", { state: "open", by: "ana", atMs: AT_MS - 65 * MINUTE }, ["Open again by ana, 1 h 5 min ago"]],
  [
    "dismissed",
    { state: "dismissed", by: "ben", atMs: AT_MS, note: "known payroll" },
    ["Dismissed by ben on 22 Nov 21:50:40 UTC: known payroll"],
  ],
  [
    "it grew",
    { state: "confirmed", by: "ben", atMs: AT_MS, grewBy: "4200" },
    ["Confirmed by ben on 22 Nov 21:50:40 UTC (the total grew by 4,200.00 since)"],
  ],
  [
    "it grew much",
    { state: "open", reopened: "dismissed", by: "ben", atMs: AT_MS, note: "small", grewBy: "12000.5" },
    ["Open again: its total has grown by 12,000.50 since it was dismissed by ben on 22 Nov 21:50:40 UTC: small"],
  ],
  [
    "put off",
    { state: "open", snoozed: { untilMs: AT_MS + 1, by: "ana", note: "a feast" } },
    ["Put off until 22 Nov 21:50:40 UTC by ana: a feast"],
  ],
  [
    "taken and put off",
    { state: "taken", by: "ben", atMs: AT_MS, snoozed: { untilMs: AT_MS + 1, by: "ana", note: "a feast" } },
    ["Taken by ben, just now", "Put off until 22 Nov 21:50:40 UTC by ana: a feast"],
  ],
  ["no longer put off", { state: "open", snoozed: { untilMs: AT_MS, by: "ana", note: "a feast" } }, ["Open"]],
])("%s: what people decided is told in words", (_, review, words) => {
  expect(reviewWords(review, AT_MS)).toEqual(words);
});

test("a line of the history tells who did what, until when and why", () => {
  const made = { id: "d", by: "ana", atMs: AT_MS };
  expect(decisionWords({ ...made, action: "snooze", untilMs: AT_MS, note: "a feast" })).toBe(
    "Put off until 22 Nov 21:50:40 UTC by ana: a feast",
  );
  expect(decisionWords({ ...made, action: "undo" })).toBe("Taken back by ana");
});

test("of several decisions it is told how many count, and why the others do not, each reason once", () => {
  const one = (outcome: DecisionsAnswer["decisions"][number]["outcome"], word?: string) => ({
    ...{ id: "d", alert: "a", review: null, outcome },
    ...(word !== undefined && { word }),
  });
  const first = "ben was first and took it";
  expect(countWords("dismiss", [one("counts"), one("late", first), one("late", first), one("refused")])).toEqual({
    done: "Dismissed: 1 alert.",
    notDone: `2 alerts not: ${first}. 1 alert not: it was refused.`,
  });
  expect(countWords("take", [one("counts"), one("counts")])).toEqual({ done: "Taken: 2 alerts.", notDone: "" });
  expect(countWords("take", [one("refused")]).done).toBe("");
});

test("why a decision does not count is a sentence", () => {
  expect(notDoneWords("ben was first and took it")).toBe("This does not count: ben was first and took it.");
  expect(notDoneWords("Done.")).toBe("This does not count: Done.");
});

test("what came of a rule is told with how often it was right and how soon that was known", () => {
  const outcomes = { confirmed: 12, dismissed: 30, open: 5, medianMs: 11.2 * MINUTE };
  expect(outcomesWords(outcomes)).toBe(
    "Confirmed 12, dismissed 30, open 5: 29 % of what was decided was right; half of the decisions came within 12 min",
  );
  expect(outcomesWords({ ...outcomes, medianMs: 1_200 })).toContain("within 2 s");
  expect(outcomesWords({ confirmed: 0, dismissed: 0, open: 5, medianMs: null })).toBe(
    "Confirmed 0, dismissed 0, open 5",
  );
});
