import { ConfigError } from "../../config/readConfig";
import type { Rates } from "../../payment/conversion";
import { RATES_ID } from "../../rules/file/ruleSchema";
import { writtenRates } from "../../rules/history/writtenRates";
import type { Rule } from "../../rules/rule";
import { type Content, changedFields } from "./content";
import type { RulesFile } from "./rulesFile";
import { type ReadVersion, type RulesLog, versionsOf } from "./rulesLog";

/** A version that is to be published. */
export interface PlannedVersion {
  id: string;
  version: number;
  /** Missing where the rule is removed, or the rates are. */
  content?: Content;
  /** The rule as its file means it, where it comes from one. */
  wanted?: Rule;
  /** The version before, where there is one. */
  before?: ReadVersion;
}

export interface Plan {
  versions: PlannedVersion[];
  /** Ids of rules, and of the rates, that are as they should be. */
  unchanged: string[];
  /** Ids of rules that there are beside those of the file, and that stay, as rates do that the file does not have. */
  left: string[];
}

/**
 * What makes the rules and rates those of a file. Rates that it does not have are never removed: others may publish them. Throws a
 * `ConfigError` where all rules would be removed, as the file has rates alone.
 */
export function planOfFile({ name, ruleSet, contents }: RulesFile, log: RulesLog, removeMissing: boolean): Plan {
  const hasRules = ruleSet.rules.length > 0;
  if (removeMissing && !hasRules) {
    throw new ConfigError([`--remove-missing: found no rule in ${name}, expected some: all others would be removed`]);
  }
  const plan: Plan = { versions: [], unchanged: [], left: [] };
  ruleSet.rules.forEach((wanted, i) => {
    const planned = planVersion(log, wanted.id, contents[i], wanted.version);
    if (planned === undefined) plan.unchanged.push(wanted.id);
    else plan.versions.push({ ...planned, wanted });
  });
  const listed = new Set(ruleSet.rules.map(({ id }) => id));
  for (const { id, rule } of log.history.newestVersions.values()) {
    if (rule === undefined || listed.has(id)) continue;
    if (removeMissing) plan.versions.push(planRemoval(log, id));
    else if (hasRules) plan.left.push(id);
  }
  planRates(plan, ruleSet.rates, log);
  return plan;
}

function planRates(plan: Plan, rates: Rates | undefined, log: RulesLog): void {
  const planned = rates && planVersion(log, RATES_ID, { rates: writtenRates(rates) });
  if (planned !== undefined) plan.versions.push(planned);
  else if (rates !== undefined) plan.unchanged.push(RATES_ID);
  else if (log.history.newestVersions.get(RATES_ID)?.rates !== undefined) plan.left.push(RATES_ID);
}

/** A version that says this from then on, `wanted` its number at least; undefined where the newest one says it already. */
export function planVersion(log: RulesLog, id: string, content: Content, wanted = 1): PlannedVersion | undefined {
  const before = versionsOf(log, id).at(-1);
  if (before?.content !== undefined && changedFields(before.content, content).length === 0) return undefined;
  return { id, version: Math.max(wanted, (before?.version.version ?? 0) + 1), content, before };
}

/** The removal of a rule, or of rates, that there are. */
export function planRemoval(log: RulesLog, id: string): PlannedVersion {
  const before = versionsOf(log, id).at(-1);
  return { id, version: (before?.version.version ?? 0) + 1, before };
}

export function planOf(...versions: (PlannedVersion | undefined)[]): Plan {
  return { versions: versions.filter((version) => version !== undefined), unchanged: [], left: [] };
}
