import { ConfigError } from "../../config/readConfig";
import type { CopiesSeen } from "../../payment/copies";
import { problemLine, RuleSetError } from "../../rules/file/problem";
import type { Rule } from "../../rules/rule";
import { type RulesText, rulesOf } from "../../transforms/rulesText";
import type { Progress } from "../embedded/progress";
import { type FoundAlert, foundAlert, withCrossing } from "./foundAlert";
import type { BacktestOptions } from "./options";
import type { PaymentSource } from "./source";
import { AGAINST, TRIED } from "./variants";

/** What all variants find in one pass, by the name of the variant. */
export interface FoundByVariant {
  alertsOf(variant: string): readonly FoundAlert[];
  deadLetters: ReadonlyMap<string, number>;
  copies?: CopiesSeen;
}

/** Runs all variants of rules over the payments. Throws a `ConfigError` where a point of a sweep makes no rule. */
export async function findVariants(
  variants: RulesText,
  source: PaymentSource,
  options: BacktestOptions,
  onProgress: (progress: Progress) => void,
): Promise<FoundByVariant> {
  const rules = new Map(checked(variants).map((rule) => [rule.id, rule]));
  const { findings, deadLetters, copies } = await source.find(variants, options, onProgress);
  const byVariant = new Map<string, FoundAlert[]>();
  for (const finding of findings) {
    const alert = foundAlert(finding, rules);
    const { variant } = alert;
    // Nobody asks how soon each point of a sweep is.
    const kept = variant === TRIED || variant === AGAINST ? withCrossing(alert, rules) : alert;
    const own = byVariant.get(variant);
    if (own === undefined) byVariant.set(variant, [kept]);
    else own.push(kept);
  }
  return { alertsOf: (variant) => byVariant.get(variant) ?? [], deadLetters, copies };
}

function checked(variants: RulesText): readonly Rule[] {
  try {
    return rulesOf(variants).rules;
  } catch (error) {
    if (!(error instanceof RuleSetError)) throw error;
    const lines = error.problems.map((problem) => `--sweep: ${problemLine(error.file, problem)}`);
    throw new ConfigError([...new Set(lines)]);
  }
}
