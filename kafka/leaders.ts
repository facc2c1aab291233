import {
  type KafkajsCluster,
  type KafkajsError,
  type PartitionResponse,
  type ProducedBatch,
  produce,
} from "./kafkajsCluster";

/** Each batch's response, or the error that kept it from having one. All answers are awaited, the bad news too. */
export async function sendToLeaders(
  cluster: KafkajsCluster,
  topic: string,
  batches: ProducedBatch[],
): Promise<Map<number, PartitionResponse | KafkajsError>> {
  const outcomes = new Map<number, PartitionResponse | KafkajsError>();
  await Promise.all(
    [...byLeader(cluster, topic, batches)].map(async ([nodeId, own]) => {
      try {
        const { topics } = await produce(await cluster.findBroker({ nodeId }), topic, own);
        for (const response of topics[0].partitions) outcomes.set(response.partition, response);
      } catch (error) {
        for (const { partition } of own) outcomes.set(partition, error as KafkajsError);
      }
    }),
  );
  return outcomes;
}

/** What belongs to partitions of a topic, by the broker that leads them; -1 where none does. */
export function byLeader<T extends { partition: number }>(
  cluster: KafkajsCluster,
  topic: string,
  items: T[],
): Map<number, T[]> {
  const leaders = new Map(cluster.findTopicPartitionMetadata(topic).map((entry) => [entry.partitionId, entry.leader]));
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const leader = leaders.get(item.partition) ?? -1;
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [item]);
    else group.push(item);
  }
  return groups;
}
