import { type Override, readOverridden, readRuleSet } from "./file/readRuleSet";
import type { Rule } from "./rule";
import type { RuleSet } from "./ruleSet";
import { viewsOf } from "./view";

/** A file of rules under a name of its own, and single rules of it with other values of parameters. */
export interface Variant {
  /** Put before the ids of its rules: `a/structuring`. */
  name: string;
  file: string;
  text: string;
  /** Their rules are named by their own name instead: `s7/structuring`. */
  overrides: readonly (Override & { name: string })[];
}

/** Variants as they travel to workers. */
export function variantsText(variants: readonly Variant[]): string {
  return JSON.stringify(variants);
}

/**
 * One set of all rules of all variants: what gathers alike is gathered once, whoever asks for it. Throws a
 * `RuleSetError`.
 */
export function parseVariants(text: string, maxEvidence: number): RuleSet {
  const rules = (JSON.parse(text) as Variant[]).flatMap(({ name, file, text, overrides }) => [
    ...readRuleSet(text, file).map((rule) => named(rule, name)),
    ...readOverridden(text, file, overrides).map((rule, i) => named(rule, overrides[i].name)),
  ]);
  return { rules, views: viewsOf(rules, maxEvidence) };
}

function named(rule: Rule, name: string): Rule {
  return { ...rule, id: `${name}/${rule.id}` };
}

/** The variant's name and the rule's own id. */
export function splitInnerId(id: string): { name: string; rule: string } {
  const at = id.indexOf("/");
  return { name: id.slice(0, at), rule: id.slice(at + 1) };
}
