import { nearest } from "../../config/nearest";
import { ConfigError } from "../../config/readConfig";
import type { Rule } from "../../rules/rule";
import { parseVariants, type Variant, variantsText } from "../../rules/variants";
import { type RulesText, rulesOf } from "../../transforms/rulesText";
import type { Sweep } from "./sweep";

/** The rules that are tried, and those that they are held against. */
export const TRIED = "tried";
export const AGAINST = "against";

/** Points of all sweeps; each is a rule that is judged in every window of its view. */
const MAX_POINTS = 2_000;

/** One rule with the values of a point of a sweep. */
export interface SweepPoint {
  /** Names its rule among all variants. */
  name: string;
  values: Record<string, string>;
}

/** All points for one rule: a curve of one parameter, or a grid of two. */
export interface SweepPlan {
  rule: string;
  sweeps: Sweep[];
  points: SweepPoint[];
}

/** The points of each rule that is swept. Throws a `ConfigError` where a rule or a parameter is not there. */
export function planSweeps(sweeps: readonly Sweep[], rules: RulesText): SweepPlan[] {
  const known = rulesOf(rules).rules;
  const byRule = new Map<string, Sweep[]>();
  for (const sweep of sweeps) byRule.set(sweep.rule, [...(byRule.get(sweep.rule) ?? []), sweep]);
  const problems: string[] = [];
  const plans = [...byRule].map(([rule, own]) => planOf(rule, own, known, problems));
  const points = plans.reduce((sum, plan) => sum + plan.points.length, 0);
  if (points > MAX_POINTS) problems.push(`--sweep: found ${points} points in all, expected at most ${MAX_POINTS}`);
  if (problems.length > 0) throw new ConfigError(problems);
  for (const plan of plans) problems.push(...withoutEffect(plan, rules));
  if (problems.length > 0) throw new ConfigError(problems);
  return plans;
}

function planOf(rule: string, sweeps: Sweep[], known: readonly Rule[], problems: string[]): SweepPlan {
  const ids = known.map(({ id }) => id);
  const refuse = (found: string, expected: string) => problems.push(`--sweep: found ${found}, expected ${expected}`);
  if (!ids.includes(rule)) {
    const meant = nearest(rule, ids);
    refuse(`the rule ${rule}`, meant ? `a rule of --rules: did you mean ${meant}?` : `one of ${ids.join(", ")}`);
  }
  if (sweeps.length > 2) refuse(`${sweeps.length} parameters of ${rule}`, "at most two: a curve or a map");
  if (new Set(sweeps.map(({ parameter }) => parameter)).size < sweeps.length) {
    refuse(`${sweeps[0].parameter} of ${rule} twice`, "each parameter once");
  }
  const size = sweeps.reduce((product, { values }) => product * values.length, 1);
  const rows = size > MAX_POINTS ? [] : sweeps.reduce<Record<string, string>[]>(crossed, [{}]);
  const points = rows.map((values, i) => ({ name: `sweep${i}`, values }));
  if (size > MAX_POINTS) refuse(`${size} points for ${rule}`, `at most ${MAX_POINTS}`);
  return { rule, sweeps, points };
}

function crossed(rows: Record<string, string>[], { parameter, values }: Sweep): Record<string, string>[] {
  return rows.flatMap((row) => values.map((value) => ({ ...row, [parameter]: value })));
}

/** A parameter that a rule's conditions do not call changes nothing, whatever it is. */
function withoutEffect({ rule, sweeps }: SweepPlan, { file, text, maxEvidence }: RulesText): string[] {
  return sweeps.flatMap(({ parameter, values }) => {
    const overrides = ["0.123", ...values.slice(0, 1)].map((value, i) => ({
      name: `${i}`,
      rule,
      parameters: { [parameter]: value },
    }));
    try {
      const { rules } = parseVariants(variantsText([{ name: "", file, text, overrides }]), maxEvidence);
      if (new Set(rules.slice(-2).map(meaningOf)).size > 1) return [];
    } catch {
      // A value of another type is told when all variants are read.
      return [];
    }
    return [
      `--sweep: found ${rule}.${parameter}, expected a parameter that the conditions of ${rule} call: a number in a rule is swept by making it a parameter`,
    ];
  });
}

function meaningOf({ where, when, slots }: Rule): string {
  return [where?.canonical, when.canonical, ...slots.map(({ id }) => id)].join("\n");
}

/** One set of rules for everything that is asked: what gathers alike is gathered once. */
export function variantsOf(tried: RulesText, against: RulesText | undefined, plans: readonly SweepPlan[]): RulesText {
  const overrides = plans.flatMap(({ rule, points }) =>
    points.map(({ name, values }) => ({ name, rule, parameters: values })),
  );
  const variants: Variant[] = [
    { name: TRIED, file: tried.file, text: tried.text, overrides },
    ...(against ? [{ name: AGAINST, file: against.file, text: against.text, overrides: [] }] : []),
  ];
  return { file: tried.file, text: variantsText(variants), maxEvidence: tried.maxEvidence, variants: true };
}
