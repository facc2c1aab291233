import type { StoredRecord } from "../../kafka/logTopic";

/** A record to be published. */
export interface NewRecord {
  /** The rule's id. */
  key: string;
  text: string;
}

/** The topic of versions of rules, as the commands see it. */
export interface RulesTopic {
  name: string;
  /** All of its records, and the offset of the one that comes next. */
  read(): Promise<{ records: StoredRecord[]; end: bigint }>;
  /**
   * Writes records together, all of them or none, where the topic still ends at `end`; rejects with a `UserError` where it
   * does not. Somebody may write between that look and the writing, so read again afterwards.
   */
  append(records: readonly NewRecord[], end: bigint): Promise<void>;
}
