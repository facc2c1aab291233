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

/** A line for each kind of scheme: how many were planted, and how many some rule that is there for it found. */
export function kindsText(scores: readonly RuleScore[]): string {
  const found = new Set(scores.flatMap((score) => score.found));
  const planted = new Set(scores.flatMap((score) => [...score.found, ...score.missed]));
  const kinds = new Map<string, { planted: number; found: number }>();
  for (const scheme of planted) {
    const tally = kinds.get(scheme.kind) ?? { planted: 0, found: 0 };
    kinds.set(scheme.kind, { planted: tally.planted + 1, found: tally.found + (found.has(scheme) ? 1 : 0) });
  }
  const width = Math.max(...[...kinds.keys()].map((kind) => kind.length));
  return [...kinds].map(([kind, tally]) => `${kind.padEnd(width)}  ${tally.found} of ${tally.planted}`).join("\n");
}
