import type { Kafka } from "kafkajs";
import { withAdmin } from "./admin";
import { FETCH } from "./fetch/bounds";

/** Offsets of a partition, `end` exclusive. */
export interface PartitionSpan {
  partition: number;
  start: bigint;
  end: bigint;
}

/** Where the records of a topic lie now, without partitions that have none. */
export async function wholeTopic(kafka: Kafka, topic: string): Promise<PartitionSpan[]> {
  const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  return offsets
    .map(({ partition, low, high }) => ({ partition, start: BigInt(low), end: BigInt(high) }))
    .filter(({ start, end }) => end > start);
}

/**
 * Hands over the values of the records between some offsets, in the order of each partition. `groupId` is of this call
 * alone: it is gone afterwards. Rejects where Kafka refuses.
 */
export async function readTopic(
  kafka: Kafka,
  topic: string,
  spans: readonly PartitionSpan[],
  groupId: string,
  take: (value: Buffer, partition: number) => void,
): Promise<void> {
  const left = new Map(spans.map((span) => [span.partition, { ...span }]));
  if (left.size === 0) return;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200, ...FETCH });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      // kafkajs starts again by itself after a crash such as a coordinator that is still loading.
      consumer.on(consumer.events.CRASH, ({ payload }) => !payload.restart && reject(payload.error));
      consumer.on(consumer.events.GROUP_JOIN, () => {
        for (const { partition, start } of left.values()) consumer.seek({ topic, partition, offset: String(start) });
      });
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch: { messages, partition } }) => {
            const span = left.get(partition);
            if (span === undefined) return;
            for (const { value, offset } of messages) {
              const at = BigInt(offset);
              if (at >= span.start && at < span.end && value !== null) take(value, partition);
              if (at >= span.start) span.start = at + 1n;
            }
            if (span.start >= span.end) left.delete(partition);
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
