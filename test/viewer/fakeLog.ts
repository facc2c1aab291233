import type { RecordBatch, TopicReader, TopicRecord } from "../../kafka/consumer";

/** A topic with one partition of which a reader hands out what a test puts in, as it came to lie there at a time. */
export function createFakeLog(topic: string, nowMs: () => number) {
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
    reader,
    async put(...values: (string | null)[]) {
      const added = values.map((value, i) => ({
        ...{ topic, partition: 0, offset: BigInt(records.length + i), key: null },
        ...{ value: value === null ? null : Buffer.from(value), timestampMs: nowMs(), isNews: true },
      }));
      records.push(...added);
      await give(added);
    },
    /** Gives all records once more, as a reader does whose connection broke. */
    again: () => give(records),
    /** The topic is deleted and made anew. */
    remake() {
      records = [];
    },
  };
}
