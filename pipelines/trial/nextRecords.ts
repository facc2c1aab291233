import type { Kafka } from "kafkajs";
import { withAdmin } from "../../kafka/admin";

/**
 * The values of records that come to a topic after this has resolved, to `heard`; resolves to what ends it, and takes its group away with it.
 */
export async function nextRecords(
  kafka: Kafka,
  topic: string,
  groupId: string,
  heard: (value: string) => void,
): Promise<() => Promise<void>> {
  const ends = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  // A broker that has just started may know no coordinator yet: kafkajs then tries again, and has a position when it has joined.
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const { partition, high } of ends) consumer.seek({ topic, partition, offset: high });
      resolve();
    });
  });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => heard(message.value?.toString() ?? ""),
  });
  await joined;
  return async () => {
    await consumer.disconnect();
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
  };
}
