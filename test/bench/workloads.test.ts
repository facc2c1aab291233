import { isFinal } from "../../bench/measure/alertWatch";
import { largestCheckpoint } from "../../bench/measure/jobFacts";
import { expectationByRules, expectationByView, expectationOf, mostAtOnce } from "../../bench/workloads/expected";
import { sessionsOfLength } from "../../bench/workloads/sessionsOfLength";
import { rulesFileOf, VIEW_RULES } from "../../bench/workloads/viewRules";
import { RULE, VIEWS_RULE, WORKLOADS, workload } from "../../bench/workloads/workloads";
import { partitionOf } from "../../kafka/partition";
import { parseRuleSet } from "../../rules/ruleSet";

const PLACE = { partitions: 4, nowMs: Date.UTC(2026, 0, 5) };

test.each(WORKLOADS)("%s is the same each time, in order, an hour old, and ends in every partition", (name) => {
  const records = [...workload(name, 2_000, PLACE).records()];
  expect([...workload(name, 2_000, PLACE).records()]).toEqual(records);
  expect(records).toHaveLength(2_004);
  const times = records.map(({ timestampMs }) => timestampMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[2_003]).toBe(PLACE.nowMs - 3_600_000);
  expect(new Set(records.slice(-4).map(({ key }) => partitionOf(key, 4))).size).toBe(4);
});

test("in skewed traffic a fifth of all payments are of one pair", () => {
  const records = [...workload("skew", 10_000, PLACE).records()];
  const share = records.filter(({ key }) => key === "0;1").length / records.length;
  expect(share).toBeGreaterThan(0.18);
  expect(share).toBeLessThan(0.22);
});

test("sessions have the length that is asked for", () => {
  const keys = [...sessionsOfLength(10, 20_000, PLACE).records()].map(({ key }) => key);
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const whole = [...counts.values()].filter((count) => count === 10).length;
  expect(Math.max(...counts.values())).toBe(10);
  // But for those that were under way at the beginning or at the end.
  expect(whole).toBeGreaterThan(1_800);
});

test("an expectation names the final revision of every alert", () => {
  const { alerts, countById, peakOpenSessions } = expectationOf(workload("long", 5_000, PLACE), RULE);
  expect(countById.size).toBe(alerts.size);
  expect(alerts.size).toBeGreaterThan(50);
  // Each of 870 pairs has one session open at most, and may have one that can still be corrected.
  expect(peakOpenSessions).toBeGreaterThan(300);
  expect(peakOpenSessions).toBeLessThan(1_740);
});

test("the plain walk over each view and the rules that say the same expect the same alerts, few of them", () => {
  const views = workload("views", 20_000, PLACE);
  const walked = expectationByView(views, VIEW_RULES, VIEWS_RULE);
  const rules = parseRuleSet(rulesFileOf(VIEW_RULES, VIEWS_RULE.gapMs), "views");
  const ruled = expectationByRules(views, rules);
  expect(ruled.countById).toEqual(walked.countById);
  expect([...ruled.alerts.keys()].sort()).toEqual([...walked.alerts.keys()].sort());
  expect(walked.alerts.size).toBeGreaterThan(10);
  expect(walked.alerts.size).toBeLessThan(400);
});

test("intervals that only touch are not held at once", () => {
  const intervals = [
    { start: 0, end: 10 },
    { start: 10, end: 20 },
    { start: 5, end: 12 },
  ];
  expect(mostAtOnce(intervals, 0)).toBe(2);
  expect(mostAtOnce(intervals, 1)).toBe(3);
  expect(mostAtOnce([], 1)).toBe(0);
});

test("an alert is the needed one when it closes the session with all of its payments", () => {
  const alert = (revision: number, final: boolean) =>
    Buffer.from(JSON.stringify({ id: "a", revision, timing: "X", final }));
  expect(isFinal(alert(11, true), 5)).toBe(true);
  expect(isFinal(alert(10, false), 5)).toBe(false);
  expect(isFinal(alert(9, true), 5)).toBe(false);
});

test("a checkpoint after the work does not tell how large one is", () => {
  const made = (trigger_timestamp: number, state_size: number) => ({
    status: "COMPLETED",
    trigger_timestamp,
    state_size,
  });
  const summary = { state_size: { max: 900 } };
  const history = [made(30, 900), made(20, 500), made(10, 700)];
  expect(largestCheckpoint({ counts: { completed: 3 }, summary, history }, 25)).toBe(700);
  expect(largestCheckpoint({ counts: { completed: 4 }, summary, history }, 25)).toBe(900);
  expect(largestCheckpoint({ counts: { completed: 3 }, summary, history }, 5)).toBeUndefined();
});
