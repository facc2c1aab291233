import { formatTimestamp } from "../../payment/timestamp";
import { counted } from "../../rules/explain";
import { ratesText } from "../../rules/history/ratesText";
import { printable } from "../../transforms/alertText";
import { fromText, viewOf, windowsOf } from "./changes";
import type { Command } from "./command";
import { changedFields } from "./content";
import { needVersions } from "./needVersions";
import { type ReadVersion, type RulesLog, readLog } from "./rulesLog";

export const history: Command = {
  words: ["ID"],
  describe: "all versions of a rule, or of the rates: when, by whom, why, and what changed",
  async run({ words: [id], topic }) {
    const log = readLog(await topic().read());
    const versions = needVersions(log, id);
    const told = versions.map((version, i) => versionText(version, versions[i - 1], log));
    return [`${id}: ${counted(versions.length, "version")}`, ...told.reverse()].join("\n");
  },
};

function versionText(
  { version: { version, fromMs, rule, rates, by, note }, content, appendedMs }: ReadVersion,
  before: ReadVersion | undefined,
  log: RulesLog,
): string {
  const who = by === undefined ? "" : ` by ${printable(by)}`;
  const head = `version ${version}, ${fromText(fromMs)}, published ${formatTimestamp(appendedMs)}${who}`;
  return [head, ...(note === undefined ? [] : [`note: ${printable(note)}`]), ...changes()].join("\n  ");

  function changes(): string[] {
    if (content === undefined) return ["removed"];
    const fields = before?.content && changedFields(before.content, content);
    if (rates !== undefined) return fields ?? [`new: ${ratesText(rates)}`];
    if (rule === undefined) return [];
    return fields === undefined ? [`new: ${printable(rule.title)}`, viewOf(rule)] : [...fields, windowsOf(rule, log)];
  }
}
