import type { RecordBatch, TopicRecord } from "../../kafka/consumer";
import { RuleHistory } from "../../rules/history/ruleHistory";
import type { Version } from "../../rules/history/version";
import { DEFAULT_MAX_EVIDENCE } from "../../rules/ruleSet";
import { eachOnce, type RecordPlace } from "../eachOnce";
import { inTurns } from "../inTurns";
import { writtenRule } from "./writtenRule";

export interface KeptVersion extends RecordPlace {
  version: Version;
  /** What it says, as YAML; undefined where it removes the rule, or the rates. */
  text?: string;
}

export interface PutAside extends RecordPlace {
  reason: string;
}

/** Whoever can write to the topic must not be able to fill the memory with what is no version. */
const KEPT_PUT_ASIDE = 100;

/** The topic of rules as far as it has been read. */
export type RulesLog = ReturnType<typeof createRulesLog>;

/** Judges the topic's records in their order, as the job does. */
export function createRulesLog() {
  let history: RuleHistory;
  let byRule: Map<string, KeptVersion[]>;
  let putAside: PutAside[];
  let putAsideCount: number;
  const isNew = eachOnce(beginAnew);
  beginAnew();

  function beginAnew(): void {
    history = new RuleHistory(DEFAULT_MAX_EVIDENCE);
    byRule = new Map();
    putAside = [];
    putAsideCount = 0;
  }

  function take(given: TopicRecord): void {
    if (!isNew(given)) return;
    const { offset, value, timestampMs: appendedMs } = given;
    const record = value?.toString() ?? "";
    const reason = history.add(record, appendedMs);
    if (reason === undefined) {
      keep({ offset, appendedMs, version: history.versions.at(-1) as Version, text: writtenRule(record) });
    } else {
      putAsideCount++;
      putAside.push({ offset, appendedMs, reason });
      if (putAside.length > KEPT_PUT_ASIDE) putAside.shift();
    }
  }

  function keep(kept: KeptVersion): void {
    const others = byRule.get(kept.version.id);
    if (others === undefined) byRule.set(kept.version.id, [kept]);
    else others.push(kept);
  }

  return {
    handle: ({ records }: RecordBatch): Promise<void> => inTurns(records, take),
    /** The versions of each rule, and of the rates, the newest last. */
    versions: (): ReadonlyMap<string, readonly KeptVersion[]> => byRule,
    /** How many records were put aside, and the newest hundred of them. */
    putAside: (): { count: number; newest: readonly PutAside[] } => ({ count: putAsideCount, newest: putAside }),
  };
}
