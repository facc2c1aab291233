import { readHistory } from "../rules/history/readHistory";
import { parseRuleSet, type RuleSet } from "../rules/ruleSet";
import { parseVariants } from "../rules/variants";
import { type KnownRules, liveRulesOf, withFingerprints } from "./liveRules";

/** Rules as they travel to workers: the text of their file, which was checked before. */
export interface RulesText {
  /** The file's name, for messages. */
  file: string;
  text: string;
  /** Payments listed in an alert at most, the earliest. */
  maxEvidence: number;
  /** The text is one of variants (`variantsText`) instead of a file's. */
  variants?: true;
  /** Later versions of the rules, as JSON lines (`readHistory`). */
  history?: string;
  /** Instead of all that: the topic whose records come with the payments (`LiveRules`). */
  live?: string;
}

const known = new Map<string, KnownRules>();

/** The rules of a text, read once in each process. Throws a `RuleSetError`. */
export function rulesOf(given: RulesText): KnownRules {
  if (given.live !== undefined) return liveRulesOf(given).known;
  const { text, maxEvidence, history } = given;
  const name = `${maxEvidence} ${text}${history === undefined ? "" : `\0${history}`}`;
  let rules = known.get(name);
  if (rules === undefined) {
    const ruleSet = ruleSetOf(given);
    rules = withFingerprints(ruleSet);
    known.set(name, rules);
  }
  return rules;
}

function ruleSetOf({ file, text, maxEvidence, variants, history }: RulesText): RuleSet {
  if (history !== undefined) {
    return readHistory(history, firstRules(text, file), maxEvidence).history.ruleSet();
  }
  return variants ? parseVariants(text, maxEvidence) : parseRuleSet(text, file, maxEvidence);
}

/** What is in force before a history; nothing where there is no text. */
export function firstRules(text: string, file: string): Pick<RuleSet, "rules" | "rates"> {
  return text === "" ? { rules: [] } : parseRuleSet(text, file);
}
