import type { Admin, Kafka, SeekEntry } from "kafkajs";
import { UserError } from "../../config/runProgram";
import { FETCH } from "../../kafka/fetch/bounds";
import type { StartAt } from "./topicOptions";

/** Throws a `UserError` that names every topic that is missing, by its option. */
export async function checkTopics(admin: Admin, topicsByOption: Record<string, string>): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = Object.entries(topicsByOption).filter(([, topic]) => !existing.has(topic));
  if (missing.length === 0) return;
  const named = missing.map(([option, topic]) => `${JSON.stringify(topic)} (--${option})`).join(", ");
  throw new UserError(`topics that do not exist: ${named}; create them first, or name others`);
}

/** The offset of each partition where `start` lies. */
export async function startOffsets(admin: Admin, topic: string, start: StartAt): Promise<SeekEntry[]> {
  if (typeof start === "number") return admin.fetchTopicOffsetsByTimestamp(topic, start);
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.map(({ partition, low, high }) => ({ partition, offset: start === "earliest" ? low : high }));
}

/**
 * Commits offsets for a group, for Beam's KafkaIO, which starts nowhere else. Takes as long as the brokers let new groups
 * wait, 3 s usually.
 */
export async function commitStart(kafka: Kafka, groupId: string, topic: string, offsets: SeekEntry[]): Promise<void> {
  // kafkajs can commit only as a member. Flink's consumers are none: they choose their partitions themselves.
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100, ...FETCH });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  try {
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
    await joined;
    await consumer.commitOffsets(offsets.map((entry) => ({ ...entry, topic })));
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}
