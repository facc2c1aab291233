import type { Kafka } from "kafkajs";
import { createCluster, type FetchedRecord, type KafkajsBroker, type KafkajsCluster } from "./kafkajsCluster";
import { endOffsets, fetchFrom, startOffset } from "./writtenBatches";

/** A partition as it lies there now. */
export interface WholePartition {
  records: FetchedRecord[];
  /** Offset of the record that comes next. */
  end: bigint;
}

/**
 * All records of a partition up to its end, asked of its leader: no group has to be joined, which brokers let wait for 3 s.
 * The topic has to be there. Rejects with an error of kafkajs.
 */
export function readPartition(kafka: Kafka, topic: string, partition: number): Promise<WholePartition> {
  return withLeader(kafka, topic, partition, async (leader) => {
    const end = await endOf(leader, topic, partition);
    const records: FetchedRecord[] = [];
    for (let next = await startOffset(leader, topic, partition); next < end; ) {
      const fetched = await fetchFrom(leader, topic, partition, next);
      const last = fetched.at(-1);
      if (last === undefined)
        throw new Error(`${topic}: nothing could be read at offset ${next}, before the end at ${end}`);
      // A batch is given out whole, also what lies before the offset that was asked for.
      records.push(...fetched.filter(({ offset }) => BigInt(offset) >= next && BigInt(offset) < end));
      next = BigInt(last.offset) + 1n;
    }
    return { records, end };
  });
}

/** Records of a partition from an offset on, as many as come at once. Rejects with an error of kafkajs. */
export function recordsFrom(kafka: Kafka, topic: string, partition: number, offset: bigint): Promise<FetchedRecord[]> {
  return withLeader(kafka, topic, partition, (leader) => fetchFrom(leader, topic, partition, offset));
}

/** Offset of the record that comes next. Rejects with an error of kafkajs. */
export function endOfPartition(kafka: Kafka, topic: string, partition: number): Promise<bigint> {
  return withLeader(kafka, topic, partition, (leader) => endOf(leader, topic, partition));
}

async function endOf(leader: KafkajsBroker, topic: string, partition: number): Promise<bigint> {
  return (await endOffsets(leader, topic, [{ partition }])).get(partition) as bigint;
}

async function withLeader<T>(
  kafka: Kafka,
  topic: string,
  partition: number,
  work: (leader: KafkajsBroker) => Promise<T>,
): Promise<T> {
  const cluster = createCluster(kafka);
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    return await work(await leaderOf(cluster, topic, partition));
  } finally {
    await cluster.disconnect();
  }
}

async function leaderOf(cluster: KafkajsCluster, topic: string, partition: number): Promise<KafkajsBroker> {
  const found = cluster.findTopicPartitionMetadata(topic).find(({ partitionId }) => partitionId === partition);
  if (found === undefined) throw new Error(`${topic} has no partition ${partition}`);
  return cluster.findBroker({ nodeId: found.leader });
}
