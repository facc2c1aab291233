import type { Admin } from "kafkajs";
import { within } from "../../service/within";
import type { RulesTopic } from "../rules/rulesTopic";
import { checkReviewsTopic, checkRulesTopic } from "./checkLogTopic";
import { checkReviews, type ReviewsTopic } from "./checkReviews";
import { checkTopics, type NeededTopics, type TopicState } from "./checkTopics";
import { checkVersions } from "./checkVersions";
import { type Finding, findingsAbout } from "./finding";

const kafka = findingsAbout("kafka");
const CONFIG_NAMES = [
  ...["cleanup.policy", "compression.type", "max.message.bytes"],
  ...["message.timestamp.type", "retention.ms", "retention.bytes"],
];

/** Whether the brokers answer, and whether the topics are as the pipeline needs them. */
export async function checkKafka(
  admin: Admin,
  brokers: string[],
  names: NeededTopics,
  rules: { topic: RulesTopic; isNeeded: boolean; needsRates: boolean },
  reviews: { topic: ReviewsTopic; isNeeded: boolean },
  parallelism: number,
  timeoutMs: number,
): Promise<Finding[]> {
  try {
    const wanted = [...Object.values(names), rules.topic.name, reviews.topic.name];
    const { count, topics } = await within(timeoutMs, askBrokers(admin, wanted));
    const aboutRules = checkRulesTopic(topics, rules.topic.name, rules.isNeeded);
    const aboutReviews = checkReviewsTopic(topics, reviews.topic.name, reviews.isNeeded);
    return [
      kafka.ok(`${brokers.join(",")} answers, ${count} broker${count === 1 ? "" : "s"}`),
      ...checkTopics(topics, names, parallelism),
      ...aboutRules,
      ...(mayHold(aboutRules) ? await checkVersions(rules.topic, { ...rules, nowMs: Date.now(), timeoutMs }) : []),
      ...aboutReviews,
      ...(mayHold(aboutReviews) ? await checkReviews(reviews.topic, timeoutMs) : []),
    ];
  } catch (error) {
    return [
      kafka.fail(
        `${brokers.join(",")}: ${(error as Error).message}`,
        "start Kafka (`npm run stack -- up`), or set --brokers, --tls and --sasl-… as your cluster needs them",
      ),
    ];
  } finally {
    await within(1_000, admin.disconnect()).catch(() => undefined);
  }
}

/** Whether a topic about which this was found can be read. */
function mayHold(found: Finding[]): boolean {
  return found.length > 0 && found.every(({ level }) => level !== "FAIL");
}

async function askBrokers(admin: Admin, wanted: string[]): Promise<{ count: number; topics: TopicState[] }> {
  await admin.connect();
  const { brokers } = await admin.describeCluster();
  const existing = new Set(await admin.listTopics());
  const names = wanted.filter((name) => existing.has(name));
  if (names.length === 0) return { count: brokers.length, topics: [] };
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const configs = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: TOPIC, name, configNames: CONFIG_NAMES })),
  });
  const configOf = (topic: string, wanted: string) => {
    const entries = configs.resources.find(({ resourceName }) => resourceName === topic)?.configEntries;
    return entries?.find(({ configName }) => configName === wanted)?.configValue ?? "";
  };
  return {
    count: brokers.length,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.length,
      withoutLeader: partitions.filter(({ leader }) => leader < 0).length,
      cleanupPolicy: configOf(name, "cleanup.policy"),
      compressionType: configOf(name, "compression.type"),
      maxMessageBytes: Number(configOf(name, "max.message.bytes")),
      timestampType: configOf(name, "message.timestamp.type"),
      retention: { ms: Number(configOf(name, "retention.ms")), bytes: Number(configOf(name, "retention.bytes")) },
    })),
  };
}

/** ConfigResourceTypes.TOPIC, an enum that kafkajs declares but does not export as a value everywhere. */
const TOPIC = 2;
