import { createMissingTopics, topicsOf } from "../kafka/topics";
import { withStackAdmin } from "./kafkaAdmin";
import type { StackSettings } from "./settings";

const NAMES = {
  transactions: "transactions",
  fraud: "fraud",
  deadLetter: "transactions-dead-letter",
  shadow: "fraud-shadow",
  rules: "fraud-rules",
  reviews: "fraud-reviews",
};

/** Creates those of the topics that are missing; says which. */
export async function createTopics({ host, ports, partitions }: StackSettings): Promise<string[]> {
  const topics = topicsOf(NAMES, { partitions, replicationFactor: 1 });
  return await withStackAdmin(`${host}:${ports.kafka}`, (admin) => createMissingTopics(admin, topics));
}
