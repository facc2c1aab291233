import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import type { Logger } from "pino";
import { UserError } from "../config/runProgram";
import type { ReaderSettings, RecordBatch, TopicReader, TopicRecord } from "./consumer";
import { FETCH } from "./fetch/bounds";
import type { DecodedRecord } from "./fetch/decodedRecord";
import { type Share, takeShare } from "./readerShare";
import type { TopicIds } from "./topicId";
import { createTopicWatch } from "./topicWatch";
import { isWrongPassword } from "./wrongPassword";

/** A reader that has not heard from its broker for this long is not ready. */
const SILENCE_MS = 15_000;
const PAUSE_AFTER_CRASH_MS = 3_000;
/** How often a reader asks whether its topic is still the same, whether records come or not. */
const LOOK_EVERY_MS = 5_000;

type Handle = (batch: RecordBatch) => void | Promise<void>;

/** Reads a topic with kafkajs. Survives broker restarts and rebalances; nothing is skipped, a crash repeats at most one batch. */
export function createKafkajsReader(
  kafka: Kafka,
  settings: ReaderSettings,
  log: Logger,
  topicIds?: TopicIds,
): TopicReader {
  const { topic, group } = settings;
  const admin = kafka.admin();
  const next = new Map<number, bigint>();
  const onAnew = () => {
    log.warn({ topic }, `topic ${JSON.stringify(topic)} was made anew: reading it from where it begins`);
    next.clear();
  };
  const identity = createTopicWatch(kafka, topic, onAnew, topicIds);
  let lastContactMs = 0;
  let hasBegun = false;
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
    let assigned: number[] | undefined;
    let share: Promise<Share> = Promise.resolve({ news: new Map(), mark: identity.mark() });
    function join(): void {
      const isCurrent = () => share === joined;
      const partitions = assigned ?? [];
      const joined = takeShare({ admin, consumer: current, settings, identity, partitions, next, isCurrent });
      share = joined;
      const begin = () => {
        hasBegun ||= assigned !== undefined;
      };
      joined.then(begin, () => {}); // whoever awaits it sees the error
    }
    /** The share that counts now: of the last join, and of the topic that is there. */
    async function currentShare(): Promise<Share> {
      for (;;) {
        const asked = share;
        const found = await asked;
        if (asked === share && found.mark === identity.mark()) return found;
        if (asked === share) join();
      }
    }
    /** Records may have stopped coming for the very reason that the topic is another one. */
    async function keepLooking(): Promise<void> {
      while ((await pause(LOOK_EVERY_MS)) !== "stop" && consumer === current) {
        // A broker that does not answer now is asked again; reading itself says that it is away.
        await identity
          .look()
          .then(currentShare, () => {})
          .catch(join);
      }
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
    // The default position never counts: `takeShare` decides. The earliest one is the one that loses nothing.
    await current.subscribe({ topic, fromBeginning: true });
    await current.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const { batch, isRunning, isStale } = payload;
        const found = await currentShare();
        if (!found.news.has(batch.partition) || !isRunning() || isStale()) return;
        // kafkajs goes back to the beginning by itself where its position is out of range: perhaps of another topic.
        if (BigInt(batch.firstOffset() ?? 0) < (next.get(batch.partition) ?? 0n)) join();
        else await handleBatch(current, payload, found, handle);
      },
    });
    keepLooking();
    return Promise.race([stopping, crashed]);
  }

  async function handleBatch(current: Consumer, payload: EachBatchPayload, { news, mark }: Share, handle: Handle) {
    const { batch, resolveOffset, heartbeat } = payload;
    const { partition } = batch;
    const newsFrom = news.get(partition) ?? 0n;
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
    // Meanwhile the topic may have become another one, in which this position means nothing.
    if (identity.mark() !== mark) return;
    next.set(partition, end);
    resolveOffset(batch.lastOffset());
    if (settings.keepPosition && end > newsFrom) {
      await current.commitOffsets([{ topic, partition, offset: String(end), metadata: mark }]);
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
      const leave = Promise.resolve(consumer?.disconnect())
        .then(() => (settings.keepPosition ? undefined : admin.deleteGroups([group])))
        .catch(() => {})
        .then(() => Promise.all([admin.disconnect(), identity.close()]))
        .catch(() => {});
      await Promise.race([leave, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    },
    errors: () => errors,
    unreadable: () => unreadable,
    notReady() {
      if (missingTopic) return `topic ${JSON.stringify(topic)} does not exist`;
      if (lastContactMs === 0) return "no connection to Kafka yet";
      if (!hasBegun) return "where to read from is not known yet";
      const silenceMs = Date.now() - lastContactMs;
      return silenceMs > SILENCE_MS ? `no answer from Kafka for ${Math.round(silenceMs / 1000)} s` : undefined;
    },
  };
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
