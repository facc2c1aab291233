import type { Admin, Consumer, EachBatchPayload, Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../config/runProgram";
import {
  type ReaderSettings,
  type RecordBatch,
  startOfNews,
  startOfReading,
  type TopicReader,
  type TopicRecord,
} from "./consumer";
import { FETCH } from "./fetch/bounds";
import type { DecodedRecord } from "./fetch/decodedRecord";
import { createTopicWatch, type TopicWatch } from "./topicWatch";
import { isWrongPassword } from "./wrongPassword";

/** A reader that has not heard from its broker for this long is not ready. */
const SILENCE_MS = 15_000;
const PAUSE_AFTER_CRASH_MS = 3_000;

type Handle = (batch: RecordBatch) => void | Promise<void>;

/** Reads a topic with kafkajs. Survives broker restarts and rebalances; nothing is skipped, a crash repeats at most one batch. */
export function createKafkajsReader(kafka: Kafka, settings: ReaderSettings, log: Logger): TopicReader {
  const { topic, group } = settings;
  const admin = kafka.admin();
  const reached = new Map<number, bigint>();
  const identity = createTopicWatch(kafka, topic, () => {
    log.warn({ topic }, `topic ${JSON.stringify(topic)} was made anew: reading it from where it begins`);
    reached.clear();
  });
  let lastContactMs = 0;
  let missingTopic = false;
  let errors = 0;
  let unreadable = 0;
  let consumer: Consumer | undefined;
  let stopped: () => void = () => {};
  const stopping = new Promise<"stop">((resolve) => {
    stopped = () => resolve("stop");
  });
  const pause = (ms: number) => Promise.race([stopping, new Promise((resolve) => setTimeout(resolve, ms).unref())]);

  async function waitForTopic(): Promise<boolean> {
    await admin.connect();
    for (;;) {
      if ((await admin.listTopics()).includes(topic)) break;
      if (!missingTopic) log.warn({ topic }, `topic ${JSON.stringify(topic)} does not exist yet, waiting for it`);
      missingTopic = true;
      if ((await pause(2_000)) === "stop") return false;
    }
    missingTopic = false;
    return true;
  }

  /** Reads until `stop` or a crash that kafkajs does not mend by itself; resolves to that error. */
  async function runOnce(handle: Handle): Promise<"stop" | Error> {
    if (!(await waitForTopic())) return "stop";
    const current = kafka.consumer({ groupId: group, allowAutoTopicCreation: false, maxWaitTimeInMs: 500, ...FETCH });
    consumer = current;
    let joined: Promise<Map<number, bigint>> = Promise.resolve(new Map());
    const positioned = new Set<number>();
    let assigned: number[] = [];
    function join(): void {
      positioned.clear();
      joined = findNews(admin, current, settings, assigned, identity);
      joined.catch(() => {}); // whoever awaits it in a batch sees the error
    }
    for (const event of [current.events.HEARTBEAT, current.events.FETCH, current.events.GROUP_JOIN]) {
      current.on(event, () => {
        lastContactMs = Date.now();
      });
    }
    current.on(current.events.GROUP_JOIN, ({ payload }) => {
      assigned = payload.memberAssignment[topic] ?? [];
      join();
    });
    const crashed = new Promise<Error>((resolve) => {
      current.on(current.events.CRASH, ({ payload }) => {
        errors++;
        if (!payload.restart) resolve(payload.error);
      });
    });
    await current.connect();
    // The default position never counts: `findNews` decides. The earliest one is the one that loses nothing.
    await current.subscribe({ topic, fromBeginning: true });
    await current.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        if (await identity.hasChanged()) join();
        const newsFrom = (await joined).get(payload.batch.partition);
        if (newsFrom === undefined) return;
        if (!positioned.has(payload.batch.partition)) {
          positioned.add(payload.batch.partition);
          if (await moveTo(current, payload, newsFrom)) return;
        }
        await handleBatch(current, payload, newsFrom, handle);
      },
    });
    return Promise.race([stopping, crashed]);
  }

  /** Goes back for context after a join, or forth to what this process has not seen yet. True when it had to move. */
  async function moveTo(current: Consumer, { batch }: EachBatchPayload, newsFrom: bigint): Promise<boolean> {
    const next = reached.get(batch.partition);
    const [range] = await offsetsOf(admin, topic, [batch.partition]);
    const start = next !== undefined && next >= range.low ? next : startOfReading(range, newsFrom, settings.lookBack);
    const first = batch.firstOffset();
    if (first !== null && BigInt(first) === start) return false;
    current.seek({ topic, partition: batch.partition, offset: String(start) });
    return true;
  }

  async function handleBatch(current: Consumer, payload: EachBatchPayload, newsFrom: bigint, handle: Handle) {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
    if (!isRunning() || isStale()) return;
    const { partition } = batch;
    const end = BigInt(batch.lastOffset()) + 1n;
    const records: TopicRecord[] = [];
    for (const message of batch.messages) {
      const { key, value } = message;
      const offset = BigInt(message.offset);
      const why = whyUnreadable(message);
      if (why === undefined) {
        const timestampMs = Number(message.timestamp);
        records.push({ topic, partition, offset, key, value, timestampMs, isNews: offset >= newsFrom });
      } else {
        unreadable++;
        log.error({ topic, partition, offset: message.offset }, `a batch that ends here is skipped: ${why}`);
      }
    }
    await handle({ partition, records, lag: BigInt(batch.highWatermark) - end });
    reached.set(partition, end);
    resolveOffset(batch.lastOffset());
    if (settings.keepPosition && end > newsFrom) {
      await current.commitOffsets([{ topic, partition, offset: String(end), metadata: identity.mark() }]);
    }
    await heartbeat();
  }

  return {
    async run(handle) {
      for (;;) {
        const outcome = await runOnce(handle).catch((error: Error) => error);
        if (outcome === "stop") break;
        if (isRefusal(outcome) && !(lastContactMs > 0 && isWrongPassword(outcome)))
          throw new UserError(`Kafka refuses: ${outcome.message}`);
        log.error({ topic, group }, `reading stopped, starting again: ${outcome.message}`);
        await consumer?.disconnect().catch(() => {});
        if ((await pause(PAUSE_AFTER_CRASH_MS)) === "stop") break;
      }
    },
    async stop() {
      stopped();
      // With a dead broker kafkajs waits for it; the position is kept after each batch, so nothing is lost by leaving.
      const leave = Promise.all([consumer?.disconnect(), admin.disconnect(), identity.close()]).catch(() => {});
      await Promise.race([leave, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    },
    errors: () => errors,
    unreadable: () => unreadable,
    notReady() {
      if (missingTopic) return `topic ${JSON.stringify(topic)} does not exist`;
      if (lastContactMs === 0) return "no connection to Kafka yet";
      const silenceMs = Date.now() - lastContactMs;
      return silenceMs > SILENCE_MS ? `no answer from Kafka for ${Math.round(silenceMs / 1000)} s` : undefined;
    },
  };
}

/** Where news begins in each assigned partition. A new group's position is kept at once: a restart must not skip what came between. */
async function findNews(
  admin: Admin,
  consumer: Consumer,
  settings: ReaderSettings,
  partitions: number[],
  identity: TopicWatch,
) {
  const { topic, group, fromBeginning } = settings;
  await identity.look();
  const ranges = await offsetsOf(admin, topic, partitions);
  const [kept] = settings.keepPosition ? await admin.fetchOffsets({ groupId: group, topics: [topic] }) : [];
  const news = new Map<number, bigint>();
  for (const range of ranges) {
    const found = kept?.partitions.find(({ partition }) => partition === range.partition);
    const isKept = found !== undefined && found.offset !== "-1";
    const isOfAnother = settings.keepPosition && identity.isOfAnother(isKept ? found.metadata : null);
    const position = isKept && !isOfAnother ? BigInt(found.offset) : undefined;
    const start = startOfNews({ ...range, position }, fromBeginning || isOfAnother);
    news.set(range.partition, start);
    if (settings.keepPosition && start !== position) {
      const place = { topic, partition: range.partition, offset: String(start) };
      await consumer.commitOffsets([{ ...place, metadata: identity.mark() }]);
    }
  }
  return news;
}

async function offsetsOf(admin: Admin, topic: string, partitions: number[]) {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .filter(({ partition }) => partitions.includes(partition))
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
}

/** Set by `boundFetches` on what stands for a batch. */
function whyUnreadable(message: object): string | undefined {
  return (message as Partial<DecodedRecord>).unreadable;
}

function isRefusal(error: Error): boolean {
  return (
    isWrongPassword(error) ||
    /NotImplemented/.test(error.name) ||
    /AUTHORIZATION_FAILED/.test(String(Reflect.get(error, "type")))
  );
}
