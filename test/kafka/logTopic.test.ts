import type { Admin } from "kafkajs";
import { needLogTopic } from "../../kafka/logTopic";
import { reviewsLogTopic } from "../../reviews/reviewsLogTopic";

/** An admin client of a cluster with one topic. */
function clusterWith(partitions: number, timestampType: string): Admin {
  return {
    listTopics: async () => ["fraud-reviews"],
    fetchTopicMetadata: async () => ({ topics: [{ partitions: Array.from({ length: partitions }) }] }),
    describeConfigs: async () => ({
      resources: [{ configEntries: [{ configName: "message.timestamp.type", configValue: timestampType }] }],
    }),
  } as unknown as Admin;
}

test("a topic that does not fit is told by the option that names it, in words of what lies there", async () => {
  const need = (cluster: Admin, name = "fraud-reviews") => needLogTopic(cluster, reviewsLogTopic(name));
  await expect(need(clusterWith(1, "LogAppendTime"))).resolves.toBeUndefined();
  await expect(need(clusterWith(1, "LogAppendTime"), "reviews")).rejects.toThrow(
    /^--reviews-topic: found no topic "reviews"; /,
  );
  await expect(need(clusterWith(2, "LogAppendTime"))).rejects.toThrow(
    /^--reviews-topic: found "fraud-reviews" with 2 partitions, expected 1: decisions have no order over several; /,
  );
  await expect(need(clusterWith(1, "CreateTime"))).rejects.toThrow(
    /: writers would say themselves when they decided; /,
  );
});
