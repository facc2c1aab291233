import { parseRuleSet, type RuleSet } from "../rules/ruleSet";
import type { View } from "../rules/view";

/** Rules as they travel to workers: the text of their file, which was checked before. */
export interface RulesText {
  /** The file's name, for messages. */
  file: string;
  text: string;
  /** Payments listed in an alert at most, the earliest. */
  maxEvidence: number;
}

export interface KnownRules extends RuleSet {
  byFingerprint: ReadonlyMap<string, View>;
}

const known = new Map<string, KnownRules>();

/** The rules of a text, read once in each process. Throws a `RuleSetError`. */
export function rulesOf({ file, text, maxEvidence }: RulesText): KnownRules {
  const name = `${maxEvidence} ${text}`;
  let rules = known.get(name);
  if (rules === undefined) {
    const ruleSet = parseRuleSet(text, file, maxEvidence);
    rules = { ...ruleSet, byFingerprint: new Map(ruleSet.views.map((view) => [view.fingerprint, view])) };
    known.set(name, rules);
  }
  return rules;
}
