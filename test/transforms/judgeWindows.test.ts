import { describe, expect, test } from "@jest/globals";
import { detect } from "../../rules/detect";
import { Gathered } from "../../rules/gathered";
import { placesOf } from "../../rules/place";
import { parseRuleSet } from "../../rules/ruleSet";
import type { Summary } from "../../rules/summary/summary";
import { stateKey } from "../../rules/view";
import { warnsEarly } from "../../rules/warnsEarly";
import { GatherByView } from "../../transforms/gatherByView";
import { OpenWindows } from "../../transforms/openWindows";
import { toTooLateForView } from "../../transforms/tooLateForViews";
import { at, tx } from "./payments";
import { RulesJob } from "./rulesJob";

const rule = (when: string, more: object = {}) => ({
  id: "r",
  title: "R",
  key: "target",
  window: { session: "10m" },
  when,
  ...more,
});
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const rulesText = (...rules: object[]) => ({ file: "f", text: JSON.stringify({ rules }), maxEvidence: 100 });
const told = (job: RulesJob) =>
  job.alerts.map(({ timing, count, withdrawn }) => `${timing} ${count}${withdrawn ? " withdrawn" : ""}`);

describe("an open window", () => {
  test("is warned of as soon as the rule holds, once, and told when it has ended", () => {
    const job = new RulesJob(rulesText(rule("payers >= 3")), 0, true);
    for (let i = 0; i < 5; i++) job.bundle([tx(`p${i}`, "b", 100, at(i))]);
    expect(told(job)).toEqual(["EARLY 3"]);
    job.advance(at(60));
    expect(told(job)).toEqual(["EARLY 3", "ON_TIME 5"]);
    expect(new Set(job.alerts.map(({ id }) => id)).size).toBe(1);
  });

  test("is not warned of where nobody wants it, nor of a sliding window", () => {
    const quiet = new RulesJob(rulesText(rule("count >= 1")), 0, false);
    const sliding = new RulesJob(rulesText(rule("count >= 1", { window: { sliding: "10m", every: "5m" } })), 0, true);
    for (const job of [quiet, sliding]) {
      job.bundle([tx("a", "b", 1, at(0))]);
      expect(told(job)).toEqual([]);
    }
  });

  test("takes back what it said of fewer payments", () => {
    const job = new RulesJob(rulesText(rule("total > 100 && largest <= 80")), 0, true);
    // After this instance began: of what was said before, nothing is known for sure.
    const later = Date.now() + HOUR_MS;
    job.bundle([tx("a", "b", 80, later), tx("a", "b", 40, later + 1)]);
    job.bundle([tx("a", "b", 500, later + 2)]);
    job.advance(later + HOUR_MS);
    expect(told(job)).toEqual(["EARLY 2", "ON_TIME 3 withdrawn"]);
    expect(job.alerts[1].reason).toBe(
      "Withdrawn: R: 3 payments to b in one session with pauses under 10m: not largest 500, at most 80.",
    );
  });

  test("that begins after this instance did, and of which nothing was said, takes nothing back", () => {
    const job = new RulesJob(rulesText(rule("total > 100 && largest <= 80")), 0, true);
    const later = Date.now() + HOUR_MS;
    job.bundle([tx("a", "b", 500, later)]);
    job.advance(later + HOUR_MS);
    expect(told(job)).toEqual([]);
  });

  test("that began before this instance did, or may have been forgotten, takes back what may have been said", () => {
    const early = new RulesJob(rulesText(rule("total > 100 && largest <= 80")), 0, true);
    early.bundle([tx("a", "b", 500, at(0))]);
    early.advance(at(60));
    expect(told(early)).toEqual(["ON_TIME 1 withdrawn"]);
    const small = new RulesJob(rulesText(rule("total > 100 && largest <= 80")), 0, true, undefined, 1_000);
    const later = Date.now() + HOUR_MS;
    for (const target of ["b", "c"]) small.bundle([tx("a", target, 500, later)]);
    small.advance(later + HOUR_MS);
    expect(told(small)).toEqual(["ON_TIME 1 withdrawn", "ON_TIME 1 withdrawn"]);
  });
});

test("a late payment that undoes a crossing outranks what was said of it, though the window itself has no payment more", () => {
  const window = { sliding: "10m", every: "5m" };
  const job = new RulesJob(rulesText(rule("count >= 2", { window })), DAY_MS, false);
  job.bundle([tx("a", "b", 1, at(1)), tx("a", "b", 1, at(6)), tx("a", "b", 1, at(7))]);
  job.advance(at(30));
  const [crossing] = job.alerts.filter(({ windowStart }) => Date.parse(windowStart) === at(0));
  expect(crossing.withdrawn).toBeUndefined();
  // In the window before only.
  job.bundle([tx("a", "b", 1, at(-1)), tx("a", "b", 1, at(-2))]);
  const undone = job.alerts.filter(({ id }) => id === crossing.id).at(-1);
  expect(undone).toMatchObject({ withdrawn: true, timing: "LATE", count: 3 });
  expect(undone?.revision).toBeGreaterThan(crossing.revision);
});

describe("memory of open windows", () => {
  const [view] = parseRuleSet(JSON.stringify({ rules: [rule("count > 1")] }), "f").views;
  const summary = (minutes: number) => {
    const gathered = new Gathered(view);
    for (const place of placesOf([view], tx("a", "b", 1, at(minutes)), () => {})) gathered.add(place);
    return gathered.parts()[0];
  };

  test("forgets who has waited longest, and knows that it has", () => {
    const open = new OpenWindows(3_000);
    for (const key of ["a", "b", "c"]) open.replace(key, summary(0));
    expect([open.size, open.hasForgotten]).toEqual([3, false]);
    expect(open.add("a", summary(1))?.summary.count).toBe(2);
    for (const key of ["d", "e"]) open.replace(key, summary(0));
    expect(open.hasForgotten).toBe(true);
    expect(open.add("b", summary(1))).toBeUndefined();
    expect(open.add("a", summary(2))?.summary.count).toBe(3);
  });

  test("ends a window with what was told of it, and leaves others of the key", () => {
    const open = new OpenWindows(100_000);
    open.replace("a", summary(0)).told.add("r");
    open.replace("a", summary(30));
    expect([...open.end("a", summary(0))]).toEqual(["r"]);
    expect([...open.end("a", summary(0))]).toEqual([]);
    expect(open.add("a", summary(31))?.summary.count).toBe(2);
  });
});

test("what cannot be judged is counted for its rule, and silences no other", () => {
  const rules = rulesText(
    rule("count >= 1", { id: "sound" }),
    rule("count >= 1", { id: "wild", where: "amount / (amount - amount) > 1" }),
  );
  const counted: Record<string, number> = {};
  const counter = (name: string) => ({ increment: (by: number) => (counted[name] = (counted[name] ?? 0) + by) });
  const settings = {
    rules,
    early: false,
    "unjudged sound": counter("sound"),
    "unjudged wild": counter("wild"),
  } as never;
  const gather = new GatherByView();
  gather.startBundle(settings);
  for (let i = 0; i < 3; i++) gather.process(tx("a", "b", 1, at(i)));
  const left = [...gather.finishBundle(settings)];
  expect(counted).toEqual({ wild: 3 });
  expect(left.map(({ value }) => (value.value as Summary).count)).toEqual([3]);
  expect(detect(parseRuleSet(rules.text, "f"), [tx("a", "b", 1, at(0))]).map((found) => found.rule.id)).toEqual([
    "sound",
  ]);
});

test("what comes too late for a window of a view is a dead letter that names its rules, sum and payments", () => {
  const rules = rulesText(rule("count >= 1", { id: "one" }), rule("count >= 9", { id: "other" }));
  const [view] = parseRuleSet(rules.text, "f").views;
  const gathered = new Gathered(view);
  for (const payment of [tx("a", "b", 5, at(1)), tx("c", "b", 7, at(0))])
    for (const place of placesOf([view], payment, () => {})) gathered.add(place);
  const [value] = gathered.parts();
  const late = { value, lateByMs: 12_000, windowStartMs: value.startMs, windowEndMs: value.endMs };
  let count = 0;
  const tooLate = { increment: (by: number) => (count += by) } as never;
  expect(toTooLateForView({ key: stateKey(view, "b"), value: late }, { rules, tooLate })).toEqual([
    {
      reason: "too-late",
      detail:
        "found 2 of a window that ended at 2026-03-02T09:11:00.000Z, 12000 ms later than --allowed-lateness allows",
      grouping: "target",
      key: "b",
      rules: ["one", "other"],
      windowStart: "2026-03-02T09:00:00.000Z",
      windowEnd: "2026-03-02T09:11:00.000Z",
      totalAmount: "12",
      count: 2,
      lateByMs: 12_000,
      transactions: [
        { timestamp: "2026-03-02T09:00:00.000Z", origin: "c", target: "b", amount: "7" },
        { timestamp: "2026-03-02T09:01:00.000Z", origin: "a", target: "b", amount: "5" },
      ],
      truncated: false,
    },
  ]);
  expect(count).toBe(2);
  expect(toTooLateForView({ key: "|gone-gone-goneb", value: late }, { rules, tooLate })).toEqual([]);
  expect(warnsEarly(view.rules[0])).toBe(true);
});
