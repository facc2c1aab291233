import { counted } from "../../rules/explain";
import { inForceAt } from "../../rules/inForce";
import { within } from "../../service/within";
import { printable } from "../../transforms/alertText";
import { isVersion, type ReadRecord, type RulesLog, readLog } from "../rules/rulesLog";
import type { RulesTopic } from "../rules/rulesTopic";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn, fail } = findingsAbout("rules");

/** What the topic of the versions of rules holds; `isNeeded`: a job judges by it. */
export async function checkVersions(
  topic: RulesTopic,
  { isNeeded, nowMs, timeoutMs }: { isNeeded: boolean; nowMs: number; timeoutMs: number },
): Promise<Finding[]> {
  try {
    return judgeVersions(topic.name, readLog(await within(timeoutMs, topic.read())), isNeeded, nowMs);
  } catch (error) {
    const advice = "it takes READ, DESCRIBE and DESCRIBE_CONFIGS on the topic: docs/operations.md";
    return [fail(`${topic.name}: ${(error as Error).message}`, advice)];
  }
}

function judgeVersions(topic: string, { history, records }: RulesLog, isNeeded: boolean, nowMs: number): Finding[] {
  const putAside = records.filter((record) => !isVersion(record));
  return [rulesFinding(), ...(putAside.length > 0 ? [putAsideFinding(topic, putAside)] : [])];

  function rulesFinding(): Finding {
    if (history.versions.length === 0) {
      const text = `no rule on ${topic}`;
      return isNeeded ? fail(text, "publish some first: `npm run rules -- publish FILE`") : ok(text);
    }
    const inForce = inForceAt(history.ruleSet().rules, nowMs).length;
    const later = history.versions.filter(({ fromMs }) => fromMs > nowMs).length;
    const scheduled = later > 0 ? `, ${counted(later, "version")} in force later` : "";
    const text = `${counted(inForce, "rule")} in force on ${topic}${scheduled}`;
    return inForce === 0 && isNeeded ? warn(text, "nothing is found without one: `npm run rules -- list`") : ok(text);
  }
}

function putAsideFinding(topic: string, records: ReadRecord[]): Finding {
  const last = records[records.length - 1];
  const reason = "putAside" in last ? printable(last.putAside) : "";
  const text = `${counted(records.length, "record")} on ${topic} put aside, the last at offset ${last.offset}: ${reason}`;
  return warn(text, "`npm run rules -- list` tells all of them; publish what they should have said");
}
