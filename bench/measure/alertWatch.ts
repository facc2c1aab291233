import { Kafka, logLevel } from "kafkajs";
import { registerCodecs } from "../../kafka/codecs";

/** The first bytes of an alert, which hold all that tells whether it is the one that is waited for. */
const HEAD_BYTES = 200;
const HEAD = /"revision":\s*(\d+),.*"final":\s*(true|false)/;

/** Follows a topic of alerts until everything that is needed has come. */
export interface AlertWatch {
  /** Epoch ms at which the last needed alert came; resolves to undefined when the time is over. */
  finished(withinMs: number): Promise<number | undefined>;
  /** The ids of needed alerts that have not come. */
  missing(): string[];
  /** Resolves when nothing has come for `silenceMs`, to the values of all that has come. */
  all(silenceMs: number): Promise<string[]>;
  stop(): Promise<void>;
}

/** `countById`: the needed alerts' ids, with how many payments their final revision holds. Resolves when it listens. */
export async function watchAlerts(broker: string, topic: string, countById: Map<string, number>): Promise<AlertWatch> {
  registerCodecs();
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 20 } });
  const consumer = kafka.consumer({ groupId: `bench-${topic}`, maxWaitTimeInMs: 500, maxBytesPerPartition: 5_000_000 });
  const missing = new Set(countById.keys());
  const values: Buffer[] = [];
  let lastMs = Date.now();
  let tellFinished: (atMs: number) => void = () => undefined;
  const finished = new Promise<number>((resolve) => {
    tellFinished = resolve;
  });

  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      lastMs = Date.now();
      for (const { key, value } of batch.messages) {
        if (value === null) continue;
        values.push(value);
        const id = String(key);
        if (missing.has(id) && isFinal(value, countById.get(id) as number)) missing.delete(id);
      }
      if (missing.size === 0) tellFinished(lastMs);
    },
  });
  await joined;

  return {
    finished: (withinMs) => within(finished, withinMs),
    missing: () => [...missing],
    async all(silenceMs) {
      while (Date.now() - lastMs < silenceMs) await new Promise((resolve) => setTimeout(resolve, 100));
      return values.map(String);
    },
    stop: () => consumer.disconnect(),
  };
}

/** Whether an alert closes its session with this many payments: `revision` is twice the count, and one more at the end. */
export function isFinal(value: Buffer, count: number): boolean {
  const head = HEAD.exec(value.toString("latin1", 0, HEAD_BYTES));
  return head !== null && head[2] === "true" && Number(head[1]) === 2 * count + 1;
}

/** What a promise resolves to, or undefined when the time is over. */
async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
