import type { StoredRecord } from "../../kafka/logTopic";
import { RuleHistory } from "../../rules/history/ruleHistory";
import type { Version } from "../../rules/history/version";
import { DEFAULT_MAX_EVIDENCE } from "../../rules/ruleSet";
import { type Content, contentOfRecord } from "./content";

/** A record that is a version, or was put aside. */
export type ReadRecord = StoredRecord & ({ version: Version; content?: Content } | { putAside: string });
export type ReadVersion = Extract<ReadRecord, { version: Version }>;

/** The topic of rules, read to its end. */
export interface RulesLog {
  records: readonly ReadRecord[];
  end: bigint;
  history: RuleHistory;
}

/** Reads records in their order, as the job does. */
export function readLog({ records, end }: { records: readonly StoredRecord[]; end: bigint }): RulesLog {
  const history = new RuleHistory(DEFAULT_MAX_EVIDENCE);
  const read = records.map((record): ReadRecord => {
    const putAside = history.add(record.text, record.appendedMs);
    if (putAside !== undefined) return { ...record, putAside };
    return { ...record, version: history.versions[history.versions.length - 1], content: contentOfRecord(record.text) };
  });
  return { records: read, end, history };
}

/** The log as it would be with more records that come to lie there at a time. */
export function withRecords(log: RulesLog, texts: readonly string[], appendedMs: number): RulesLog {
  const more = texts.map((text, i) => ({ offset: log.end + BigInt(i), appendedMs, text }));
  return readLog({ records: [...log.records, ...more], end: log.end + BigInt(more.length) });
}

export function isVersion(record: ReadRecord): record is ReadVersion {
  return "version" in record;
}

/** The versions of a rule, or of the rates, the newest last. */
export function versionsOf({ records }: RulesLog, id: string): ReadVersion[] {
  return records.filter(isVersion).filter(({ version }) => version.id === id);
}
