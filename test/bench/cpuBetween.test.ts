import { cpuBetween } from "../../bench/measure/cpuBetween";
import { familyOf, parseStat } from "../../bench/measure/processTree";

const samples = [
  { atMs: 1_000, cpuSeconds: 2 },
  { atMs: 1_200, cpuSeconds: 2.1 },
  { atMs: 1_400, cpuSeconds: 2.5 },
];

test("CPU time is cut at moments between two samples", () => {
  expect(cpuBetween(samples, 1_100, 1_300)).toBeCloseTo(2.3 - 2.05);
});

test("CPU time is cut at the samples themselves", () => {
  expect(cpuBetween(samples, 1_000, 1_400)).toBeCloseTo(0.5);
});

test("what a process used before the first sample is not counted, and after its end it uses nothing", () => {
  expect(cpuBetween(samples, 0, 9_000)).toBeCloseTo(0.5);
  expect(cpuBetween(samples, 1_500, 9_000)).toBe(0);
});

test("a process that was never seen has used nothing", () => {
  expect(cpuBetween([], 0, 1_000)).toBe(0);
});

test("a program may be called anything", () => {
  const line = `42 (a) b (c) S 7 42 42 0 -1 4194560 100 0 0 0 150 50 ${"0 ".repeat(30)}`;
  expect(parseStat(line)).toEqual({ pid: 42, parentPid: 7, cpuSeconds: 2 });
});

test("children of children belong to a process", () => {
  const process = (pid: number, parentPid: number) => ({ pid, parentPid, cpuSeconds: 0 });
  const all = [process(9, 5), process(5, 1), process(6, 5), process(7, 6), process(8, 2)];
  expect(familyOf(5, all)).toEqual([5, 9, 6, 7]);
});
