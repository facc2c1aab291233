import type { RuleScore } from "./score";

const COLUMNS: [string, (score: RuleScore) => number][] = [
  ["planted", ({ found, missed }) => found.length + missed.length],
  ["found", ({ found }) => found.length],
  ["missed", ({ missed }) => missed.length],
  ["alerts", ({ alerts }) => alerts.length],
  ["false alarms", ({ falseAlarms }) => falseAlarms.length],
  ["other schemes", ({ ofOtherKinds }) => ofOtherKinds.length],
];

/** A line for each rule: what it is there for, and what it cost. */
export function scoreText(scores: readonly RuleScore[]): string {
  const width = Math.max("rule".length, ...scores.map(({ rule }) => rule.length));
  const head = ["rule".padEnd(width), ...COLUMNS.map(([name]) => name)].join("  ");
  const rows = scores.map((score) =>
    [score.rule.padEnd(width), ...COLUMNS.map(([name, of]) => String(of(score)).padStart(name.length))].join("  "),
  );
  return [head, ...rows].join("\n");
}
