import type { Admin, ITopicConfig } from "kafkajs";

/** How the system's topics are called. */
export interface TopicNames {
  transactions: string;
  fraud: string;
  deadLetter: string;
}

export interface TopicSize {
  /** Of the payments and of the alerts; -1 for what the broker does by itself. */
  partitions: number;
  /** -1 for what the broker does by itself. */
  replicationFactor: number;
}

/** The three topics. `fraud` is compacted: an alert's id is its key, and its newest revision is the one that counts. */
export function topicsOf(names: TopicNames, { partitions, replicationFactor }: TopicSize): ITopicConfig[] {
  return [
    { topic: names.transactions, numPartitions: partitions, replicationFactor },
    {
      topic: names.fraud,
      numPartitions: partitions,
      replicationFactor,
      configEntries: [{ name: "cleanup.policy", value: "compact" }],
    },
    { topic: names.deadLetter, numPartitions: 1, replicationFactor },
  ];
}

/** Creates those of the topics that are missing and leaves the others as they are; tells the names of the new ones. */
export async function createMissingTopics(admin: Admin, topics: ITopicConfig[]): Promise<string[]> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true });
  return missing.map(({ topic }) => topic);
}
