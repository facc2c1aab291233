import type { Rule } from "./rule";
import type { RuleSet } from "./ruleSet";
import { type View, viewsOf } from "./view";

/** Rule sets that are run at once: what they gather alike is gathered once, rules that are the same are judged once. */
export interface SeveralSets {
  views: readonly View[];
  /** The sets that have a rule, by their place, ascending. */
  setsOf(rule: Rule): readonly number[];
}

export function severalSets(sets: readonly RuleSet[], maxEvidence: number): SeveralSets {
  const known = new Map<string, { rule: Rule; sets: number[] }>();
  sets.forEach(({ rules }, set) => {
    for (const rule of rules) {
      const same = known.get(textOf(rule));
      if (same === undefined) known.set(textOf(rule), { rule, sets: [set] });
      else same.sets.push(set);
    }
  });
  const setsOfRule = new Map([...known.values()].map(({ rule, sets: having }) => [rule, having]));
  return {
    views: viewsOf([...setsOfRule.keys()], maxEvidence),
    setsOf: (rule) => setsOfRule.get(rule) ?? [],
  };
}

/** The same for rules that find the same, and say the same of it. */
function textOf({ id, version, title, severity, mode, alerting, key, window, where, when, slots }: Rule): string {
  const { canonical } = window;
  const conditions = [where?.canonical, when.canonical, when.text, ...slots.map((slot) => slot.id)];
  return JSON.stringify([id, version, title, severity, mode, alerting, key.name, canonical, ...conditions]);
}
