import type { RecordBatch, TopicReader, TopicRecord } from "../../kafka/consumer";
import type { Alert } from "../../transforms/alert";

/** A topic of one partition that reads what a test puts in. */
export interface FakeReader extends TopicReader {
  send(...values: (Alert | Buffer | null)[]): void;
  away: string | undefined;
}

/** A reader without Kafka; records are handled as they are sent. */
export function createFakeReader(): FakeReader {
  let handle: (batch: RecordBatch) => void | Promise<void> = () => {};
  let offset = 0n;
  let end = () => {};
  const reader: FakeReader = {
    away: undefined,
    notReady: () => reader.away,
    errors: () => 0,
    unreadable: () => 0,
    run: (handler) => {
      handle = handler;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    async stop() {
      end();
    },
    send(...values) {
      // One by one: within a batch, a viewer on a busy machine lets others have a turn, and tests look at once.
      for (const value of values) handle({ partition: 0, records: [recordOf(value, offset++)], lag: 0n });
    },
  };
  return reader;
}

/** A record of topic `fraud`; an alert's key is its id. */
export function recordOf(
  value: Alert | Buffer | null,
  offset: bigint,
  overrides: Partial<TopicRecord> = {},
): TopicRecord {
  const isAlert = value !== null && !Buffer.isBuffer(value);
  return {
    topic: "fraud",
    partition: 0,
    offset,
    key: isAlert ? Buffer.from(value.id) : null,
    value: isAlert ? Buffer.from(JSON.stringify(value)) : value,
    timestampMs: 0,
    isNews: true,
    ...overrides,
  };
}
