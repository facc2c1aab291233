import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import { RATES_ID } from "../../rules/file/ruleSchema";
import { ratesText } from "../../rules/history/ratesText";
import type { Version } from "../../rules/history/version";
import { inForceAt } from "../../rules/inForce";
import { printable } from "../../transforms/alertText";
import { fromText } from "./changes";
import type { Command } from "./command";
import { isVersion, type RulesLog, readLog } from "./rulesLog";

export const list: Command = {
  words: [],
  describe: "the rules and rates in force, what comes into force later, and records that were put aside",
  async run({ topic, nowMs }) {
    return listText(readLog(await topic().read()), nowMs());
  },
};

function listText({ history, records }: RulesLog, nowMs: number): string {
  const live = inForceAt(history.ruleSet().rules, nowMs);
  const versionOf = ({ id, version }: { id: string; version: number }) =>
    history.versions.find((other) => other.id === id && other.version === version) as Version;
  const rates = history.versions.findLast(({ id, fromMs }) => id === RATES_ID && fromMs <= nowMs);
  const later = history.versions.filter(({ fromMs }) => fromMs > nowMs);
  const putAside = records.filter((record) => !isVersion(record));
  return [
    `in force at ${formatTimestamp(nowMs)}: ${counted(live.length, "rule")}`,
    ...live.map((rule) => versionText(versionOf(rule))),
    ...(rates?.rates === undefined ? [] : [versionText(rates)]),
    ...(later.length > 0 ? ["scheduled", ...later.map(versionText)] : []),
    ...(putAside.length > 0 ? [`put aside: ${counted(putAside.length, "record")}`] : []),
    ...putAside.map(
      ({ offset, appendedMs, ...record }) =>
        `  offset ${offset}, ${formatTimestamp(appendedMs)}: ${printable("putAside" in record ? record.putAside : "")}`,
    ),
  ].join("\n");
}

function versionText({ id, version, fromMs, rule, rates, by }: Version): string {
  const published = by === undefined ? "" : `, by ${printable(by)}`;
  const when = `  ${id} version ${version}, ${fromText(fromMs)}`;
  if (rule !== undefined) return `${when}, ${rule.mode}, ${rule.severity}${published}: ${printable(rule.title)}`;
  return rates === undefined ? `${when}, removed${published}` : `${when}${published}: ${ratesText(rates)}`;
}
