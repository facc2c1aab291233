import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ConfigError } from "../../config/readConfig";
import { UserError } from "../../config/runProgram";
import { problemLine, RuleSetError } from "../../rules/file/problem";
import { ratesOf } from "../../rules/file/readRuleSet";
import { parseRuleSet, type RuleSet } from "../../rules/ruleSet";
import { DEFAULT_RULES } from "../rulesOption";
import { type Content, contentOf, type RuleContent } from "./content";

/** A file of rules, or of rates alone, that checks. */
export interface RulesFile {
  name: string;
  ruleSet: RuleSet;
  /** What each rule says, in the order of `ruleSet.rules`. */
  contents: Content[];
}

const STANDARD_INPUT = 0;

/** Throws a `ConfigError` with everything that is wrong with the file; `default` is the one that comes along, `-` standard input. */
export function readRulesFile(given: string): RulesFile {
  const name = given === "-" ? "standard input" : given;
  const text = given === "-" ? textOf(STANDARD_INPUT, name) : textOf(given === "default" ? DEFAULT_RULES : given, name);
  try {
    if (hasRatesAlone(text))
      return { name, ruleSet: { rules: [], views: [], rates: ratesOf(text, name) }, contents: [] };
    const ruleSet = parseRuleSet(text, name);
    const { rules, parameters = {} } = parse(text);
    return { name, ruleSet, contents: rules.map((rule: RuleContent["rule"]) => contentOf(rule, parameters)) };
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    throw new ConfigError(error.problems.map((problem) => problemLine(name, problem)));
  }
}

/** Somebody else may know what rates are than who writes rules. */
function hasRatesAlone(text: string): boolean {
  try {
    return Object.keys(parse(text) ?? {}).join() === "rates";
  } catch {
    return false;
  }
}

function textOf(file: string | number, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`FILE: found ${name}, which cannot be read (${code}), expected a file of rules`);
  }
}
