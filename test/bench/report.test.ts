import { readFileSync } from "node:fs";
import type { Run } from "../../bench/measure/run";
import { comparisonTable } from "../../bench/report/comparisonTable";
import { fillSections } from "../../bench/report/fillSections";
import { markdownTable } from "../../bench/report/markdownTable";
import { figure, ratio } from "../../bench/report/numbers";
import { pageFolder, sectionsOf } from "../../bench/report/performancePage";
import { readResults } from "../../bench/report/resultFiles";
import { scalingSection } from "../../bench/report/scaling";
import type { Comparison } from "../../bench/sideBySide/results";

const verdict = { expected: 1, messages: 1, missing: 0, extra: 0, different: 0, notFinal: 0 };

function run(cpuSeconds: number, paymentsPerSecond: number, exact = true): Run {
  return {
    ...{ seconds: 1, paymentsPerSecond, exact, verdict, restarts: 0, peakMb: {}, checkpointMb: 2 },
    cpuSecondsPerMillion: { taskManager: cpuSeconds - 1, jobManager: 0, workers: 1 },
    totalCpuSecondsPerMillion: cpuSeconds,
  };
}

function comparison(ours: Run[]): Comparison {
  return {
    ...{ workload: "short", describe: "d", payments: 1_000_000, alerts: 5, peakOpenSessions: 2_097_152 },
    contenders: [
      { name: "native", title: "native", runs: [run(10, 50_000)], failures: [] },
      { name: "ours", title: "ours", runs: ours, failures: [] },
    ],
  };
}

const rowOf = (table: string, title: string) =>
  table
    .split("\n")
    .find((line) => line.startsWith(`| ${title}`))
    ?.split("|")
    .map((cell) => cell.trim());

test("a table shows the medians, their spread and the ratios to native", () => {
  const row = rowOf(comparisonTable(comparison([run(30, 20_000), run(20, 25_000), run(21, 30_000)])), "ours");
  expect(row?.slice(2, 4)).toEqual(["21.0 (20.0–30.0)", "2.10x"]);
  expect(row?.slice(8, 10)).toEqual(["25,000 (20,000–30,000)", "0.50x"]);
});

test("a run that is not exact is told, and does not count", () => {
  const row = rowOf(comparisonTable(comparison([run(30, 20_000), run(1, 90_000, false)])), "ours");
  expect(row?.slice(1, 3)).toEqual(["ours: 1 of 2 NOT EXACT", "30.0"]);
});

test("a contender without any exact run has no figures", () => {
  const row = rowOf(comparisonTable(comparison([run(1, 90_000, false)])), "ours");
  expect(row?.slice(2, 4)).toEqual(["–", "–"]);
});

test("columns are as wide as their widest cell", () => {
  expect(
    markdownTable(
      ["", "x"],
      [
        ["name", "1"],
        ["n", "1,000"],
      ],
    ),
  ).toBe(["|      |     x |", "| ---- | ----: |", "| name |     1 |", "| n    | 1,000 |"].join("\n"));
});

test("figures have as many digits as say something", () => {
  expect([0.1234, 1.234, 12.34, 123.4, 1234.5, 0, undefined, Number.NaN].map(figure)).toEqual([
    "0.123",
    "1.23",
    "12.3",
    "123",
    "1,235",
    "0.00",
    "–",
    "–",
  ]);
  expect([ratio(3, 2), ratio(3, undefined), ratio(3, 0)]).toEqual(["1.50x", "–", "–"]);
});

test("a page's sections are filled between their comments, again and again", () => {
  const page = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n";
  const filled = fillSections(page, { x: "new" });
  expect(filled).toBe("a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb\n");
  expect(fillSections(filled, { x: "new" })).toBe(filled);
  expect(() => fillSections(page, { y: "new" })).toThrow("bench:y");
});

test("what a rate takes is worked out from CPU time per payment and bytes per session", () => {
  const throughput = {
    measuredAt: "",
    machine: {} as never,
    settings: {} as never,
    comparisons: [comparison([run(21, 1)])],
  };
  const row = rowOf(scalingSection({ throughput }) ?? "", "100,000");
  // 20 CPU-s in Flink and 1 in workers, twice; 660 s of payments, a session each, one byte each.
  expect(row?.slice(2, 7)).toEqual(["4.00", "1", "4", "66,000,000", "62.9"]);
});

test("the page shows what the figures beside it say", () => {
  const page = readFileSync("docs/performance.md", "utf8");
  expect(fillSections(page, sectionsOf(readResults(pageFolder)))).toBe(page);
});
