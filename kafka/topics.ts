import { setTimeout } from "node:timers/promises";
import { type Admin, type ITopicConfig, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from "kafkajs";

/** How the system's topics are called. */
export interface TopicNames {
  transactions: string;
  fraud: string;
  deadLetter: string;
  /** Of the alerts of rules that are tried out. */
  shadow: string;
  /** Of the versions of rules. */
  rules: string;
  /** Of what people decide about alerts. */
  reviews: string;
}

export interface TopicSize {
  /** Of the payments and of the alerts; -1 for what the broker does by itself. */
  partitions: number;
  /** -1 for what the broker does by itself. */
  replicationFactor: number;
}

/**
 * What keeps a topic free of records that grow when they are read: a megabyte of gzip can hold a gigabyte. A broker takes a
 * compressed batch apart, keeps it as it is and refuses it above the limit, which is Kafka's default said aloud.
 */
export const RECORD_LIMITS = { "compression.type": "uncompressed", "max.message.bytes": "1048588" } as const;

/**
 * What the topics of rules and of decisions are made with beside that: their records are for ever, in the order in which they
 * came to lie there, and the broker says when that was.
 */
export const LOG_TOPIC_SETTINGS = {
  "cleanup.policy": "delete",
  "retention.ms": "-1",
  "retention.bytes": "-1",
  "message.timestamp.type": "LogAppendTime",
} as const;

/** The system's topics. Those of alerts are compacted: an alert's id is its key, and its newest revision is the one that counts. */
export function topicsOf(names: TopicNames, { partitions, replicationFactor }: TopicSize): ITopicConfig[] {
  const topic = (name: string, numPartitions: number, config: Record<string, string> = {}): ITopicConfig => ({
    topic: name,
    numPartitions,
    replicationFactor,
    configEntries: Object.entries({ ...RECORD_LIMITS, ...config }).map(([name, value]) => ({ name, value })),
  });
  return [
    topic(names.transactions, partitions),
    topic(names.fraud, partitions, { "cleanup.policy": "compact" }),
    topic(names.deadLetter, 1),
    topic(names.shadow, partitions, { "cleanup.policy": "compact" }),
    topic(names.rules, 1, LOG_TOPIC_SETTINGS),
    topic(names.reviews, 1, LOG_TOPIC_SETTINGS),
  ];
}

/** Creates those of the topics that are missing and leaves the others as they are; tells the names of the new ones. */
export async function createMissingTopics(admin: Admin, topics: ITopicConfig[]): Promise<string[]> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) await createTopics(admin, missing);
  return missing.map(({ topic }) => topic);
}

/**
 * Resolves once the broker knows the new topics and who leads their partitions. kafkajs's own waiting (2.2.4,
 * `retryOnLeaderNotAvailable`) fails where a busy broker does not know of a topic that its controller has just made.
 */
export async function createTopics(admin: Admin, topics: ITopicConfig[], waitMs = 60_000): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false });
  const names = topics.map(({ topic }) => topic);
  for (const deadline = Date.now() + waitMs; !(await haveLeaders(admin, names)); await setTimeout(100)) {
    if (Date.now() > deadline) {
      throw new Error(`${names.join(", ")}: created, but not known to the broker after ${waitMs / 1000} s`);
    }
  }
}

async function haveLeaders(admin: Admin, names: string[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    // kafkajs asks for a leader a few times by itself, and then gives what it heard last as the cause.
    const heard = error instanceof KafkaJSNumberOfRetriesExceeded ? error.cause : error;
    const type = heard instanceof KafkaJSProtocolError ? heard.type : undefined;
    if (type === "UNKNOWN_TOPIC_OR_PARTITION" || type === "LEADER_NOT_AVAILABLE") return false;
    throw error;
  }
}
