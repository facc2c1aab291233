import type { FormatOptions, KnownRates } from "../payment/formats/formatOptions";
import { DEFAULT_MAX_EVIDENCE } from "../rules/ruleSet";
import { type RulesText, rulesOf } from "../transforms/rulesText";
import { readLog } from "./rules/rulesLog";
import type { RulesTopic } from "./rules/rulesTopic";
import { readRules } from "./rulesOption";

interface Asked extends Pick<FormatOptions, "field"> {
  rules?: string;
  rulesTopic?: string;
  maxEvidence?: number;
}

/**
 * What payments are converted by: the rates of the rules, which `given` are those of the file unless told otherwise, or those that
 * come with the payments. Undefined, and nothing is read, where no currency is mapped.
 */
export function ratesFor(
  { field, rules: file, rulesTopic, maxEvidence = DEFAULT_MAX_EVIDENCE }: Asked,
  given?: RulesText,
): KnownRates | undefined {
  if (field?.currency === undefined) return undefined;
  if (rulesTopic !== undefined) return "live";
  const rules = given ?? (file === undefined ? undefined : readRules(file, maxEvidence));
  return rules === undefined ? null : (rulesOf(rules).rates ?? null);
}

/** As `ratesFor`, where the topic of rules is read now, for who reads or writes no stream of payments. */
export async function ratesNow(asked: Asked, topic: Pick<RulesTopic, "read">): Promise<KnownRates | undefined> {
  const rates = ratesFor(asked);
  return rates === "live" ? (readLog(await topic.read()).history.rates ?? null) : rates;
}
