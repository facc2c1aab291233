import type { Kafka } from "kafkajs";
import { withAdmin } from "./admin";
import { recordsFrom } from "./readPartition";

/** The values of some of the last records of a topic, all of one partition, oldest first. Rejects with an error of kafkajs. */
export async function lastRecords(kafka: Kafka, topic: string, most: number): Promise<Buffer[]> {
  const partitions = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const spans = partitions.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
  const longest = spans.sort((a, b) => Number(b.high - b.low - (a.high - a.low))).at(0);
  if (longest === undefined || longest.high <= longest.low) return [];
  const first = longest.high - BigInt(most);
  const records = await recordsFrom(kafka, topic, longest.partition, first < longest.low ? longest.low : first);
  return records.flatMap(({ value }) => (value === null ? [] : [value])).slice(-most);
}
