import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Option } from "../config/options";
import { ConfigError } from "../config/readConfig";
import { problemLine, RuleSetError } from "../rules/file/problem";
import { type RulesText, rulesOf } from "../transforms/rulesText";

/** The rules to begin with, which come along. */
export const DEFAULT_RULES = join(__dirname, "../rules/default.yaml");

const expected = "a file of rules, or default for those that come along";

export const rulesOption = {
  schema: z
    .string({ error: expected })
    .min(1, expected)
    .transform((name) => (name === "default" ? DEFAULT_RULES : name)),
  optional: true,
  value: "FILE|default",
  describe: "rules, as YAML (docs/rules.md), instead of the one rule that --gap, --threshold, --key and --window make",
} as const satisfies Option<string>;

/** The rules of a file, checked. Throws a `ConfigError` with every problem, each with its line and column. */
export function readRules(file: string, maxEvidence: number, option = "--rules"): RulesText {
  const rules = { file, text: textOf(file, option), maxEvidence };
  try {
    rulesOf(rules);
    return rules;
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    throw new ConfigError(error.problems.map((problem) => `${option}: ${problemLine(file, problem)}`));
  }
}

/** Whether a file has rules that are tried out. Throws a `ConfigError` where it does not check. */
export function hasShadowRules(file: string | undefined, maxEvidence: number): boolean {
  return file !== undefined && rulesOf(readRules(file, maxEvidence)).rules.some(({ mode }) => mode === "shadow");
}

function textOf(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError([
      `${option}: found ${JSON.stringify(file)}, which cannot be read (${(error as NodeJS.ErrnoException).code}), expected ${expected}`,
    ]);
  }
}
