import type { Admin, ITopicConfig } from "kafkajs";
import { createMissingTopics, topicsOf } from "../../kafka/topics";

const NAMES = { transactions: "t", fraud: "f", deadLetter: "d", shadow: "s" };

/** An admin client of a cluster with these topics. */
function clusterWith(existing: string[]) {
  const created: ITopicConfig[] = [];
  const admin = {
    listTopics: async () => existing,
    createTopics: async ({ topics }: { topics: ITopicConfig[] }) => {
      created.push(...topics);
      return true;
    },
  } as unknown as Admin;
  return { admin, created };
}

test("only missing topics are created, and they are told", async () => {
  const { admin, created } = clusterWith(["t", "other"]);
  const topics = topicsOf(NAMES, { partitions: 6, replicationFactor: 3 });
  expect(await createMissingTopics(admin, topics)).toEqual(["f", "d", "s"]);
  expect(created.map(({ topic }) => topic)).toEqual(["f", "d", "s"]);
});

test("where all topics are there, nothing is asked of the cluster", async () => {
  const { admin, created } = clusterWith(["t", "f", "d", "s"]);
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
