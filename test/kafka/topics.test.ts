import { type Admin, type ITopicConfig, KafkaJSNumberOfRetriesExceeded } from "kafkajs";
import { createMissingTopics, createTopics, topicsOf } from "../../kafka/topics";

const { createErrorFromCode } = require("kafkajs/src/protocol/error");

const UNKNOWN_TOPIC = 3;
const NO_LEADER = 5;
/** As kafkajs tells of what it has asked again and again. */
const retried = (error: Error) => new KafkaJSNumberOfRetriesExceeded(error, { retryCount: 1, retryTime: 300 });

const NAMES = { transactions: "t", fraud: "f", deadLetter: "d", shadow: "s", rules: "r", reviews: "v" };

/** An admin client of a cluster with these topics; it knows of new ones only when it has been asked `lateBy` times. */
function clusterWith(existing: string[], lateBy = 0) {
  const created: ITopicConfig[] = [];
  let asked = 0;
  const admin = {
    listTopics: async () => existing,
    createTopics: async ({ topics }: { topics: ITopicConfig[] }) => {
      created.push(...topics);
      return true;
    },
    fetchTopicMetadata: async () => {
      asked++;
      if (asked === 1 && lateBy > 0) throw createErrorFromCode(UNKNOWN_TOPIC);
      if (asked === 2 && lateBy > 1) throw retried(createErrorFromCode(NO_LEADER));
      const leader = asked > lateBy ? 1 : -1;
      return { topics: created.map(({ topic }) => ({ name: topic, partitions: [{ leader }] })) };
    },
  } as unknown as Admin;
  return { admin, created, asked: () => asked };
}

test("only missing topics are created, and they are told", async () => {
  const { admin, created } = clusterWith(["t", "other"]);
  const topics = topicsOf(NAMES, { partitions: 6, replicationFactor: 3 });
  expect(await createMissingTopics(admin, topics)).toEqual(["f", "d", "s", "r", "v"]);
  expect(created.map(({ topic }) => topic)).toEqual(["f", "d", "s", "r", "v"]);
});

test("where all topics are there, nothing is asked of the cluster", async () => {
  const { admin, created } = clusterWith(["t", "f", "d", "s", "r", "v"]);
  const topics = topicsOf(NAMES, { partitions: 6, replicationFactor: 3 });
  expect(await createMissingTopics(admin, topics)).toEqual([]);
  expect(created).toEqual([]);
});

test("the alerts are compacted, the dead letters are one partition, and no record grows when it is read", () => {
  const [transactions, fraud, deadLetter, shadow] = topicsOf(NAMES, { partitions: -1, replicationFactor: -1 });
  const limits = [
    { name: "compression.type", value: "uncompressed" },
    { name: "max.message.bytes", value: "1048588" },
  ];
  expect(transactions).toEqual({ topic: "t", numPartitions: -1, replicationFactor: -1, configEntries: limits });
  expect(fraud.configEntries).toEqual([...limits, { name: "cleanup.policy", value: "compact" }]);
  expect(shadow).toEqual({ ...fraud, topic: "s" });
  expect(deadLetter).toMatchObject({ numPartitions: 1, configEntries: limits });
});

test("rules and decisions lie in one partition for ever, each with the time at which it came to lie there", () => {
  const [rules, reviews] = topicsOf(NAMES, { partitions: 6, replicationFactor: 3 }).slice(4);
  expect(reviews).toEqual({ ...rules, topic: "v" });
  expect(rules).toMatchObject({ topic: "r", numPartitions: 1, replicationFactor: 3 });
  expect(Object.fromEntries((rules.configEntries ?? []).map(({ name, value }) => [name, value]))).toEqual({
    "compression.type": "uncompressed",
    "max.message.bytes": "1048588",
    "cleanup.policy": "delete",
    "retention.ms": "-1",
    "retention.bytes": "-1",
    "message.timestamp.type": "LogAppendTime",
  });
});

test("a busy broker that does not know the new topics yet is asked again, until each partition has a leader", async () => {
  const { admin, asked } = clusterWith([], 3);
  await createTopics(admin, [{ topic: "t" }, { topic: "f" }]);
  expect(asked()).toBe(4);
});

test("topics that nobody leads are named", async () => {
  const { admin } = clusterWith([], Number.POSITIVE_INFINITY);
  await expect(createTopics(admin, [{ topic: "t" }, { topic: "f" }], 0)).rejects.toThrow(
    "t, f: created, but not known to the broker after 0 s",
  );
});
