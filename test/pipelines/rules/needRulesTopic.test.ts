import type { Admin } from "kafkajs";
import { needRulesTopic } from "../../../pipelines/rules/needRulesTopic";

/** An admin client of a cluster with one topic. */
function clusterWith(partitions: number, timestampType: string): Admin {
  return {
    listTopics: async () => ["fraud-rules"],
    fetchTopicMetadata: async () => ({ topics: [{ partitions: Array.from({ length: partitions }) }] }),
    describeConfigs: async () => ({
      resources: [{ configEntries: [{ configName: "message.timestamp.type", configValue: timestampType }] }],
    }),
  } as unknown as Admin;
}

test("one partition with the broker's time is what is needed", async () => {
  await expect(needRulesTopic(clusterWith(1, "LogAppendTime"), "fraud-rules")).resolves.toBeUndefined();
});

test("a topic that is not there, has more partitions or the writers' time is told in one line, with how to make it right", async () => {
  await expect(needRulesTopic(clusterWith(1, "LogAppendTime"), "rules")).rejects.toThrow(
    /^--rules-topic: found no topic "rules"; `node dist\/kafka\/createTopics.js` makes it .*$/,
  );
  await expect(needRulesTopic(clusterWith(3, "LogAppendTime"), "fraud-rules")).rejects.toThrow(
    /^--rules-topic: found "fraud-rules" with 3 partitions, expected 1: .*; make it anew, or name another one$/,
  );
  await expect(needRulesTopic(clusterWith(1, "CreateTime"), "fraud-rules")).rejects.toThrow(
    /^--rules-topic: found "fraud-rules" with message.timestamp.type=CreateTime, expected LogAppendTime: .*; kafka-configs.sh --alter --topic fraud-rules --add-config message.timestamp.type=LogAppendTime$/,
  );
});
