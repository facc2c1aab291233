import { counted } from "../../rules/explain";
import { RATES_ID } from "../../rules/file/ruleSchema";
import { ratesText } from "../../rules/history/ratesText";
import type { RuleHistory } from "../../rules/history/ruleHistory";
import { inForceAt } from "../../rules/inForce";
import { within } from "../../service/within";
import { printable } from "../../transforms/alertText";
import { isVersion, type ReadRecord, type RulesLog, readLog } from "../rules/rulesLog";
import type { RulesTopic } from "../rules/rulesTopic";
import { type Finding, findingsAbout } from "./finding";

const { ok, warn, fail } = findingsAbout("rules");

interface Asked {
  isNeeded: boolean;
  needsRates?: boolean;
  nowMs: number;
}

/** What the topic of the versions of rules holds; `isNeeded`: a job judges by it, `needsRates`: and converts. */
export async function checkVersions(
  topic: RulesTopic,
  { timeoutMs, ...asked }: Asked & { timeoutMs: number },
): Promise<Finding[]> {
  try {
    return judgeVersions(topic.name, readLog(await within(timeoutMs, topic.read())), asked);
  } catch (error) {
    const advice = "it takes READ, DESCRIBE and DESCRIBE_CONFIGS on the topic: docs/operations.md";
    return [fail(`${topic.name}: ${(error as Error).message}`, advice)];
  }
}

function judgeVersions(topic: string, { history, records }: RulesLog, asked: Asked): Finding[] {
  const { isNeeded, needsRates = false, nowMs } = asked;
  const putAside = records.filter((record) => !isVersion(record));
  return [
    rulesFinding(),
    ...ratesFindings(topic, history, needsRates, nowMs),
    ...(putAside.length > 0 ? [putAsideFinding(topic, putAside)] : []),
  ];

  function rulesFinding(): Finding {
    if (!history.hasRules) {
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

/** Nothing where there are none, and nobody needs any. */
function ratesFindings(topic: string, { versions }: RuleHistory, needsRates: boolean, nowMs: number): Finding[] {
  const inForce = versions.findLast(({ id, fromMs }) => id === RATES_ID && fromMs <= nowMs);
  if (inForce?.rates !== undefined)
    return [ok(`rates version ${inForce.version} in force: ${ratesText(inForce.rates)}`)];
  const advice = "payments whose currency is read are dead letters: `npm run rules -- publish` a file with rates";
  return needsRates ? [fail(`no rates in force on ${topic}`, advice)] : [];
}

function putAsideFinding(topic: string, records: ReadRecord[]): Finding {
  const last = records[records.length - 1];
  const reason = "putAside" in last ? printable(last.putAside) : "";
  const text = `${counted(records.length, "record")} on ${topic} put aside, the last at offset ${last.offset}: ${reason}`;
  return warn(text, "`npm run rules -- list` tells all of them; publish what they should have said");
}
