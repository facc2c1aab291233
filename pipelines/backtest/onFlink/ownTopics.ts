import type { Kafka } from "kafkajs";
import { withAdmin } from "../../../kafka/admin";
import { createTopics, RECORD_LIMITS } from "../../../kafka/topics";

/** Topics of one backtest alone. */
export interface OwnTopics {
  alerts: string;
  deadLetters: string;
}

/** Makes topics that exist as long as `work` runs, and the consumer group `name` at most as long. */
export async function withOwnTopics<T>(
  kafka: Kafka,
  name: string,
  work: (topics: OwnTopics) => Promise<T>,
): Promise<T> {
  const topics = { alerts: `${name}-alerts`, deadLetters: `${name}-dead-letters` };
  const configEntries = Object.entries(RECORD_LIMITS).map(([name, value]) => ({ name, value }));
  const wanted = Object.values(topics).map((topic) => ({ topic, configEntries }));
  await withAdmin(kafka, (admin) => createTopics(admin, wanted));
  try {
    return await work(topics);
  } finally {
    await withAdmin(kafka, async (admin) => {
      await admin.deleteTopics({ topics: Object.values(topics) });
      const { groups } = await admin.listGroups();
      if (groups.some(({ groupId }) => groupId === name)) await admin.deleteGroups([name]);
    });
  }
}
