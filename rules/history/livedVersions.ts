import type { Lived, Rule } from "../rule";
import { gatheringOf } from "../view";
import type { Version } from "./version";

/**
 * The versions of rules, each with the time in which it is in force and the era in which it gathers: a version that gathers
 * like the one before it goes on with that one's windows. `versions`: those of one rule by the time of coming into force.
 */
export function livedVersions(versions: readonly Version[]): Rule[] {
  const byId = new Map<string, Version[]>();
  for (const version of versions) {
    const others = byId.get(version.id);
    if (others === undefined) byId.set(version.id, [version]);
    else others.push(version);
  }
  return [...byId.values()].flatMap(livedOf);
}

function livedOf(versions: readonly Version[]): Rule[] {
  const lived: (Rule & { lived: Lived })[] = [];
  versions.forEach(({ fromMs, rule }, i) => {
    const endMs = versions[i + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    // Another one came into force at the same moment.
    if (rule === undefined || endMs === fromMs) return;
    const before = lived.at(-1);
    const goesOn = before?.lived.inForce.endMs === fromMs && gathersAs(rule, before);
    const era = goesOn ? before.lived.era : { startMs: fromMs, endMs };
    era.endMs = endMs;
    lived.push({ ...rule, lived: { inForce: { startMs: fromMs, endMs }, era } });
  });
  return lived;
}

/** Whether windows of the one can go on as windows of the other: all that is kept of them is the same, too. */
function gathersAs(one: Rule, other: Rule): boolean {
  const kept = ({ slots }: Rule) => [...new Set(slots.map(({ id }) => id))].sort().join();
  return gatheringOf(one) === gatheringOf(other) && kept(one) === kept(other);
}
