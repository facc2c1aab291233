import { ConfigError } from "../config/readConfig";
import type { Rates } from "../payment/conversion";
import type { FormatOptions } from "../payment/formats/formatOptions";
import { DEFAULT_MAX_EVIDENCE } from "../rules/ruleSet";
import { rulesOf } from "../transforms/rulesText";
import { readRules } from "./rulesOption";

interface Asked extends Pick<FormatOptions, "field"> {
  rules?: string;
  rulesTopic?: string;
  rulesHistory?: string;
  maxEvidence?: number;
}

/**
 * What payments are converted by: the rates of the file of rules, null where there are none. Nothing is read where no currency
 * is mapped. Throws a `ConfigError` for rules that have versions, which have no rates.
 */
export function ratesFor({ field, rules, maxEvidence, ...versions }: Asked): Rates | null | undefined {
  if (field?.currency === undefined) return undefined;
  const { rulesTopic, rulesHistory } = versions;
  if (rulesTopic !== undefined || rulesHistory !== undefined) {
    const option = rulesTopic === undefined ? "history" : "topic";
    const found = JSON.stringify(`currency=${field.currency.path}`);
    throw new ConfigError([
      `--field: found ${found}, not with --rules-${option}: versions of rules have no rates, only a file of --rules has`,
    ]);
  }
  if (rules === undefined) return null;
  return rulesOf(readRules(rules, maxEvidence ?? DEFAULT_MAX_EVIDENCE)).rates ?? null;
}
