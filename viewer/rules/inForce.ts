import type { Rule } from "../../rules/rule";
import type { KeptVersion } from "./rulesLog";

/** How a version stands to a time. */
export type VersionState = "in force" | "scheduled" | "past" | "never in force";

/** Which of a rule's versions counts at a time (epoch ms), perhaps a removal; -1 before the first one. */
export function indexAt(versions: readonly KeptVersion[], ms: number): number {
  return versions.findLastIndex(({ version }) => version.fromMs <= ms);
}

/** Undefined where there is no such rule at that time. */
export function ruleAt(versions: readonly KeptVersion[], ms: number): Rule | undefined {
  return versions[indexAt(versions, ms)]?.version.rule;
}

/** The state of the version at an index, where the one at `current` counts. */
export function stateOf(versions: readonly KeptVersion[], index: number, current: number): VersionState {
  if (index === current) return "in force";
  // The next one came into force at the same moment.
  if (versions[index].version.fromMs === versions[index + 1]?.version.fromMs) return "never in force";
  return index > current ? "scheduled" : "past";
}
