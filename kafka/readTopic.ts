import type { Kafka } from "kafkajs";
import { withAdmin } from "./admin";
import { FETCH } from "./fetch/bounds";

/**
 * Hands over the values of all records that a topic has now, in the order of each partition. `groupId` is of this call alone:
 * it is gone afterwards. Rejects where Kafka refuses.
 */
export async function readTopic(
  kafka: Kafka,
  topic: string,
  groupId: string,
  take: (value: Buffer) => void,
): Promise<void> {
  const ends = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const left = new Map(
    ends.filter(({ low, high }) => BigInt(high) > BigInt(low)).map(({ partition, high }) => [partition, BigInt(high)]),
  );
  if (left.size === 0) return;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200, ...FETCH });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      // kafkajs starts again by itself after a crash such as a coordinator that is still loading.
      consumer.on(consumer.events.CRASH, ({ payload }) => !payload.restart && reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            const end = left.get(batch.partition);
            if (end === undefined) return;
            for (const { value, offset } of batch.messages) {
              if (value !== null && BigInt(offset) < end) take(value);
            }
            if (BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
            if (left.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}
