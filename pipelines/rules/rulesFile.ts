import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ConfigError } from "../../config/readConfig";
import { UserError } from "../../config/runProgram";
import { problemLine, RuleSetError } from "../../rules/file/problem";
import { parseRuleSet, type RuleSet } from "../../rules/ruleSet";
import { DEFAULT_RULES } from "../rulesOption";
import { type Content, contentOf } from "./content";

/** A file of rules that checks. */
export interface RulesFile {
  name: string;
  ruleSet: RuleSet;
  /** What each rule says, in the order of `ruleSet.rules`. */
  contents: Content[];
}

/** Throws a `ConfigError` with everything that is wrong with the file; `default` is the one that comes along. */
export function readRulesFile(name: string): RulesFile {
  const file = name === "default" ? DEFAULT_RULES : name;
  const text = textOf(file);
  try {
    const ruleSet = parseRuleSet(text, name);
    const { rules, parameters = {} } = parse(text);
    return { name, ruleSet, contents: rules.map((rule: Content["rule"]) => contentOf(rule, parameters)) };
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    throw new ConfigError(error.problems.map((problem) => problemLine(name, problem)));
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`FILE: found ${file}, which cannot be read (${code}), expected a file of rules`);
  }
}
