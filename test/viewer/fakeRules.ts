import type { RecordBatch, TopicReader, TopicRecord } from "../../kafka/consumer";
import type { WrittenVersion } from "../../rules/history/versionRecord";

/** A topic of rules of which a reader hands out what a test puts in, as it came to lie there at `clock.nowMs`. */
export function createFakeRules(clock: { nowMs: number }) {
  let handle: (batch: RecordBatch) => void | Promise<void> = () => {};
  let records: TopicRecord[] = [];
  let end = () => {};
  const state = { away: undefined as string | undefined };
  const reader: TopicReader = {
    notReady: () => state.away,
    errors: () => 0,
    unreadable: () => 0,
    run(handler) {
      handle = handler;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    async stop() {
      end();
    },
  };
  const give = (given: TopicRecord[]) => handle({ partition: 0, records: given, lag: 0n });
  return {
    state,
    parts: { topic: "fraud-rules", reader },
    put(...values: (WrittenVersion | string | null)[]) {
      const added = values.map((value, i) => ({
        topic: "fraud-rules",
        partition: 0,
        offset: BigInt(records.length + i),
        key: null,
        value: value === null ? null : Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
        timestampMs: clock.nowMs,
        isNews: true,
      }));
      records.push(...added);
      return give(added);
    },
    /** Gives all records once more, as a reader does whose connection broke. */
    again: () => give(records),
    /** The topic is deleted and made anew. */
    remake() {
      records = [];
    },
  };
}

/** A version of a rule, as it is published. */
export function versionOf(id: string, version: number, overrides: Partial<WrittenVersion> = {}): WrittenVersion {
  const rule = {
    title: "Many payers below the limit, one receiver",
    severity: "medium",
    key: "target",
    window: { session: "6h", longest: "3d" },
    where: "amount <= limit",
    when: "payers >= 5 && total > limit",
  };
  return { id, version, effectiveFrom: "always", rule, parameters: { limit: 10_000 }, ...overrides };
}
