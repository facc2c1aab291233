import { type Admin, Kafka, logLevel, type Message } from "kafkajs";
import { withAdmin } from "../../../kafka/admin";
import { createIdempotentProducer } from "../../../kafka/idempotentProducer";
import type { OutgoingRecord } from "../../../kafka/producer";
import { createTopics } from "../../../kafka/topics";
import { createLog } from "../../../service/log";
import { until } from "./job";

const NAMES = ["transactions", "fraud", "transactions-dead-letter"];

/** What tests do with the topics of a pipeline. */
export function createTopicsOf(broker: string) {
  // kafkajs waits a second at most between its tries in tests; a busy machine takes half a minute to bring a broker back.
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 120 } });

  const asAdmin = <T>(work: (admin: Admin) => Promise<T>) => withAdmin(kafka, work);

  /** The end offset of each partition. */
  const ends = (topic: string) =>
    asAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
    });

  /** All that there are, by name, without Kafka's own. */
  const list = () =>
    asAdmin(async (admin) => (await admin.listTopics()).filter((name) => !name.startsWith("__")).sort());

  /** Resolves once the broker knows the topics. */
  async function createAll(names: string[], partitions: number, config: Record<string, string> = {}): Promise<void> {
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const topics = names.map((topic) => ({ topic, numPartitions: partitions, configEntries }));
    await asAdmin((admin) => createTopics(admin, topics));
  }

  /** Sends lines as the generator would. */
  async function send(topic: string, records: Iterable<OutgoingRecord>): Promise<void> {
    const producer = createIdempotentProducer(kafka, createLog("test", "error"));
    await producer.connect();
    let batch: OutgoingRecord[] = [];
    for (const record of records) {
      if (batch.push(record) < 20_000) continue;
      await producer.send(topic, batch);
      batch = [];
    }
    if (batch.length > 0) await producer.send(topic, batch);
    await producer.close();
  }

  /** Takes the values of all records that a topic has now, one by one. */
  async function read(topic: string, take: (value: string) => void, encoding?: BufferEncoding): Promise<void> {
    const left = new Map([...(await ends(topic))].filter(([, end]) => end > 0n));
    if (left.size === 0) return;
    const consumer = kafka.consumer({ groupId: `test-${topic}-${Date.now()}`, maxBytesPerPartition: 5_000_000 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      // kafkajs starts again by itself after a crash such as a coordinator that is still loading.
      consumer.on("consumer.crash", ({ payload }) => !payload.restart && reject(payload.error));
      consumer.run({
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) take(message.value?.toString(encoding) ?? "");
          const end = left.get(batch.partition);
          if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
          if (left.size === 0) resolve();
        },
      });
    });
    await consumer.disconnect();
  }

  return {
    ends,
    createAll,
    send,

    /** Sends each record when its time has come, some hundred at once. */
    async sendLive(topic: string, records: OutgoingRecord[]): Promise<void> {
      for (let at = 0; at < records.length; at += 500) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, records[at].timestampMs - Date.now())));
        await send(topic, records.slice(at, at + 500));
      }
    },

    /** Topics of their own for a case, so that nothing of another one is in them: `transactions-NAME` and so on. */
    async create(
      name: string,
      partitions = 4,
      config: Record<string, string> = {},
    ): Promise<{ transactions: string; fraud: string; deadLetters: string }> {
      const topics = NAMES.map((topic) => `${topic}-${name}`);
      await createAll(topics, partitions, config);
      return { transactions: topics[0], fraud: topics[1], deadLetters: topics[2] };
    },

    list,

    /** Resolves once the broker has forgotten the topics: what is made anew under their names is not taken for them. */
    async remove(names: string[]): Promise<void> {
      await asAdmin((admin) => admin.deleteTopics({ topics: names }));
      await until(async () => !(await list()).some((name) => names.includes(name)), "the topics to be gone");
    },

    /** How many members a consumer group has, once they have agreed on who reads what; 0 while they do not. */
    members: (groupId: string) =>
      asAdmin(async (admin) => {
        const [group] = (await admin.describeGroups([groupId])).groups;
        return group.state === "Stable" ? group.members.length : 0;
      }),

    /**
     * Sends records as they are; tells where the first of each batch and partition came to lie. A topic that was made a
     * moment ago may not take those of some partitions yet, and kafkajs then sends again those of all.
     */
    async sendRaw(topic: string, messages: Message[]): Promise<{ partition: number; offset: number }[]> {
      const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      const places: { partition: number; offset: number }[] = [];
      for (let at = 0; at < messages.length; at += 5_000) {
        const sent = await producer.send({ topic, acks: -1, messages: messages.slice(at, at + 5_000) });
        for (const { partition, baseOffset } of sent) places.push({ partition, offset: Number(baseOffset) });
      }
      await producer.disconnect();
      return places;
    },

    /** Makes a topic larger, up to `count` partitions; resolves once the broker has them. */
    async grow(topic: string, count: number): Promise<void> {
      await asAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count }] }));
      await until(async () => (await ends(topic)).size === count, "the partitions");
    },

    read,

    /** The values of all records that a topic has now; of those that are no text, `latin1` keeps every byte. */
    async readAll(topic: string, encoding?: BufferEncoding): Promise<string[]> {
      const values: string[] = [];
      await read(topic, (value) => void values.push(value), encoding);
      return values;
    },
  };
}

export type Topics = ReturnType<typeof createTopicsOf>;
