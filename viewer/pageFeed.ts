import type { RecordBatch, TopicRecord } from "../kafka/consumer";
import type { AlertReader } from "./alertReader";
import type { AlertStore, ViewChange } from "./alertStore";
import type { ChangeFeed } from "./changeFeed";
import { inTurns } from "./inTurns";
import { MalformedAlert } from "./parseAlert";

/** Keeps the page's view up to date with all partitions of the topic. Malformed records are reported by the log lines' reader. */
export function createPageFeed(reader: AlertReader, store: AlertStore, feed: ChangeFeed) {
  let received = 0;
  let malformed = 0;

  function change({ key, value, timestampMs }: TopicRecord): ViewChange | undefined {
    if (value === null) return key === null ? undefined : store.remove(key.toString());
    const alert = reader.parse(value);
    if (alert instanceof MalformedAlert) {
      malformed++;
      return undefined;
    }
    received++;
    return store.put(alert, timestampMs);
  }

  return {
    handle({ records }: RecordBatch): Promise<void> {
      const handleRecord = (record: TopicRecord) => {
        const changed = change(record);
        if (changed !== undefined) feed.push(changed);
      };
      return inTurns(records, handleRecord, reader.prepare(records));
    },
    received: () => received,
    malformed: () => malformed,
  };
}
