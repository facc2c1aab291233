import type { Kafka } from "kafkajs";
import { withAdmin } from "./admin";
import { recordsFrom } from "./readPartition";

/** A record as it lies in the topic. */
export interface LastRecord {
  value: Buffer;
  /** Its own timestamp: the producer's or the broker's, epoch ms. */
  timestampMs: number;
}

/** Some of the last records of a topic that have a value, all of one partition, oldest first. Rejects with an error of kafkajs. */
export async function lastRecords(kafka: Kafka, topic: string, most: number): Promise<LastRecord[]> {
  const partitions = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const spans = partitions.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
  const longest = spans.sort((a, b) => Number(b.high - b.low - (a.high - a.low))).at(0);
  if (longest === undefined || longest.high <= longest.low) return [];
  const first = longest.high - BigInt(most);
  const records = await recordsFrom(kafka, topic, longest.partition, first < longest.low ? longest.low : first);
  return records
    .flatMap(({ value, timestamp }) => (value === null ? [] : [{ value, timestampMs: Number(timestamp) }]))
    .slice(-most);
}
