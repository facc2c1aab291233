import type { RandomVersion } from "../../rules/history/reference";
import type { Part } from "../../rules/randomConditions";
import type { RandomRule, RandomWindow } from "../../rules/randomRules";

/** What is published together, to be in force from then on. */
type Change = (fromMs: number) => RandomVersion[];

export const session = (seconds: number): RandomWindow => ({
  yaml: { session: `${seconds}s` },
  kind: "session",
  lengthMs: seconds * 1_000,
  stepMs: 0,
});
export const sliding = (seconds: number, every: number): RandomWindow => ({
  yaml: { sliding: `${seconds}s`, every: `${every}s` },
  kind: "sliding",
  lengthMs: seconds * 1_000,
  stepMs: every * 1_000,
});

/** `name > limit`; amounts in whole units, counts as they are. */
export function above(name: string, limit: number, cents: boolean): Part<boolean> {
  const of = BigInt(limit) * (cents ? 100n : 1n);
  return {
    text: `${name} > ${limit}`,
    value(names) {
      const [numerator, denominator] = names(name) as [bigint, bigint];
      return numerator > of * denominator;
    },
  };
}

function both(one: Part<boolean>, other: Part<boolean>): Part<boolean> {
  return { text: `${one.text} && ${other.text}`, value: (names) => one.value(names) && other.value(names) };
}

export const rule = (
  id: string,
  body: Omit<RandomRule, "id" | "measures" | "alert"> & Partial<RandomRule>,
): RandomRule => ({
  measures: [],
  alert: "crossing",
  ...body,
  id,
});

/** Four rules, and twelve changes of them: of limit, condition, measure and view, removed, rolled back, tried out, at once. */
export function ruleChanges(): { first: RandomVersion[]; changes: Change[] } {
  const pair = (when: Part<boolean>) => rule("pair", { key: "pair", window: session(1), when });
  const payers = (cents: number, count: number) =>
    rule("payers", {
      key: "target",
      window: session(2),
      measures: [{ name: "own0", kind: "count", condition: above("amount", cents, true) }],
      when: above("own0", count, false),
    });
  const burst = (seconds: number, count: number, alert: RandomRule["alert"]) =>
    rule("burst", { key: "origin", window: sliding(seconds, 2), when: above("count", count, false), alert });
  const tried = (where: number) =>
    rule("tried", {
      key: "between",
      window: session(1),
      where: above("amount", where, true),
      when: above("total", 12_000, true),
    });
  const start = [pair(above("total", 10_000, true)), payers(5_000, 20), burst(6, 90, "crossing")];
  const first = start.map((rule) => ({ id: rule.id, version: 1, fromMs: Number.NEGATIVE_INFINITY, rule }));
  let numbers = new Map(first.map(({ id, version }) => [id, version]));
  const next = (id: string, fromMs: number, rule?: RandomRule): RandomVersion => {
    const version = (numbers.get(id) ?? 0) + 1;
    numbers = new Map(numbers).set(id, version);
    return { id, version, fromMs, ...(rule && { rule }) };
  };
  return {
    first,
    changes: [
      (fromMs) => [next("pair", fromMs, pair(above("total", 14_000, true)))],
      (fromMs) => [next("tried", fromMs, tried(2_000))],
      (fromMs) => [next("payers", fromMs, payers(7_000, 12))],
      (fromMs) => [next("burst", fromMs, burst(10, 150, "crossing"))],
      (fromMs) => [next("pair", fromMs)],
      (fromMs) => [next("tried", fromMs, tried(4_000)), next("burst", fromMs, burst(10, 160, "every-window"))],
      (fromMs) => [next("pair", fromMs, pair(above("total", 10_000, true)))],
      (fromMs) => [next("pair", fromMs, pair(both(above("total", 9_000, true), above("count", 1, false))))],
      (fromMs) => [next("tried", fromMs)],
      (fromMs) => [next("payers", fromMs, payers(7_000, 9)), next("payers", fromMs, payers(7_000, 15))],
      (fromMs) => [next("burst", fromMs, burst(6, 90, "crossing"))],
      (fromMs) => [next("pair", fromMs, pair(above("total", 12_000, true)))],
    ],
  };
}
