import { Counter, type Registry } from "prom-client";
import type { Alert } from "../transforms/alert";

/** Rules told apart in metrics: whoever can write to the topic must not be able to fill the memory with names. */
const MAX_RULES = 100;
/** What no rule can be called: ids of rules are of small letters. */
const OF_THE_OPTIONS = "(options)";
const OTHERS = "(others)";

/** Counts alerts by rule; beyond 100 rules the rest together. */
export function createRuleCounts(registry: Registry, maxRules = MAX_RULES) {
  const known = new Set<string>();
  const counter = new Counter({
    name: "viewer_rule_alerts_total",
    help: "Alerts and their revisions read from the topic, by rule, its mode, and whether they withdraw it",
    labelNames: ["rule", "mode", "withdrawn"],
    registers: [registry],
  });

  function labelOf(rule: Alert["rule"]): string {
    if (rule === undefined) return OF_THE_OPTIONS;
    if (!known.has(rule.id) && known.size >= maxRules) return OTHERS;
    known.add(rule.id);
    return rule.id;
  }

  return ({ rule, withdrawn }: Alert): void => {
    counter.inc({ rule: labelOf(rule), mode: rule?.mode ?? "live", withdrawn: String(withdrawn === true) });
  };
}
