import { setTimeout as pause } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { boundFetches } from "../../kafka/fetch/boundFetches";

/** The first bytes of an alert, which hold all that tells whether it is the one that is waited for. */
const HEAD_BYTES = 200;
const HEAD = /"revision":\s*(\d+),.*"final":\s*(true|false)/;
/** How often the topic's length is looked at. */
const LOOK_MS = 250;
/** A topic that has not grown for so long is read: perhaps everything is there. */
const SETTLED_MS = 2_000;

/** How to make a topic whose records tell when the broker got them. */
export const TIMED_BY_BROKER = { "message.timestamp.type": "LogAppendTime" };

/** Waits for everything that is needed in a topic of alerts. */
export interface AlertWatch {
  /** Epoch ms at which the broker got the last needed alert; resolves to undefined when the time is over. */
  finished(withinMs: number): Promise<number | undefined>;
  /** The ids of needed alerts that have not come. */
  missing(): string[];
  /** Resolves when nothing has come for `silenceMs`, to the values of all that has come. */
  all(silenceMs: number): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * The topic, `TIMED_BY_BROKER`, is read only while it does not grow: reading hundreds of thousands of alerts as they come
 * would take from the contender the cores that it is measured on.
 *
 * `countById`: the needed alerts' ids, with how many payments their final revision holds. Resolves when it is ready.
 */
export async function watchAlerts(broker: string, topic: string, countById: Map<string, number>): Promise<AlertWatch> {
  boundFetches();
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 20 } });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `bench-${topic}`, maxWaitTimeInMs: 100, maxBytesPerPartition: 5_000_000 });
  const missing = new Set(countById.keys());
  const values: Buffer[] = [];
  const read = new Map<number, bigint>();
  let finishedAtMs = 0;

  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await Promise.all([admin.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      for (const { key, value, timestamp } of batch.messages) {
        if (value === null) continue;
        values.push(value);
        const id = String(key);
        if (!missing.has(id) || !isFinal(value, countById.get(id) as number)) continue;
        missing.delete(id);
        finishedAtMs = Math.max(finishedAtMs, Number(timestamp));
      }
      read.set(batch.partition, BigInt(batch.lastOffset()) + 1n);
    },
  });
  await joined;
  consumer.pause([{ topic }]);

  async function ends(): Promise<{ partition: number; end: bigint }[]> {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.map(({ partition, high }) => ({ partition, end: BigInt(high) }));
  }

  /** Resolves to true once the topic does not grow any more, to false when the time is over. */
  async function settled(silenceMs: number, deadlineMs: number): Promise<boolean> {
    let seen = "";
    for (let sinceMs = Date.now(); Date.now() < deadlineMs; await pause(LOOK_MS)) {
      const length = (await ends()).map(({ end }) => end).join();
      if (length !== seen) sinceMs = Date.now();
      seen = length;
      if (Date.now() - sinceMs >= silenceMs) return true;
    }
    return false;
  }

  async function readToEnd(): Promise<void> {
    const wanted = await ends();
    consumer.resume([{ topic }]);
    while (wanted.some(({ partition, end }) => (read.get(partition) ?? 0n) < end)) await pause(20);
    consumer.pause([{ topic }]);
  }

  return {
    async finished(withinMs) {
      const deadlineMs = Date.now() + withinMs;
      for (let inTime = true; missing.size > 0 && inTime; ) {
        inTime = await settled(SETTLED_MS, deadlineMs);
        await readToEnd();
      }
      return missing.size === 0 ? finishedAtMs : undefined;
    },
    missing: () => [...missing],
    async all(silenceMs) {
      await settled(silenceMs, Number.POSITIVE_INFINITY);
      await readToEnd();
      return values.map(String);
    },
    async stop() {
      await Promise.all([consumer.disconnect(), admin.disconnect()]);
    },
  };
}

/** Whether an alert closes its session with this many payments: `revision` is twice the count, and one more at the end. */
export function isFinal(value: Buffer, count: number): boolean {
  const head = HEAD.exec(value.toString("latin1", 0, HEAD_BYTES));
  return head !== null && head[2] === "true" && Number(head[1]) === 2 * count + 1;
}
