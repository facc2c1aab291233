import type { FetchedRecord, KafkajsBroker } from "./kafkajsCluster";
import type { BatchOrigin } from "./recordBatch";

/** A batch as its header tells it from all others of its partition. */
export interface BatchPlace {
  topic: string;
  partition: number;
  origin: BatchOrigin;
}

const LATEST = "-1";
const EARLIEST = "-2";
/** A client, not a broker that copies; all that is in the log, whether its transaction is open or not. */
const AS_CLIENT = { replicaId: -1, isolationLevel: 0 };
const MOST_FETCHED_BYTES = 1_048_576;
const MOST_WAIT_MS = 1_000;

/** The offset after the last record of each partition. Rejects with an error of kafkajs. */
export function endOffsets(
  leader: KafkajsBroker,
  topic: string,
  partitions: { partition: number }[],
): Promise<Map<number, bigint>> {
  return offsets(leader, topic, partitions, LATEST);
}

/** The offset of the first record that a partition still has. Rejects with an error of kafkajs. */
export async function startOffset(leader: KafkajsBroker, topic: string, partition: number): Promise<bigint> {
  return (await offsets(leader, topic, [{ partition }], EARLIEST)).get(partition) as bigint;
}

/**
 * Whether a batch lies in its partition at `from` or later, read from its leader. Rejects with an error of kafkajs;
 * its code is 29 where reading the topic is not allowed.
 */
export async function isWritten(
  leader: KafkajsBroker,
  { topic, partition, origin }: BatchPlace,
  from: bigint,
): Promise<boolean> {
  const earliest = await startOffset(leader, topic, partition);
  const end = (await endOffsets(leader, topic, [{ partition }])).get(partition) as bigint;
  // A partition that ends before `from` is another one: its topic was made anew.
  for (let next = from > earliest && from <= end ? from : earliest; next < end; ) {
    const records = await fetchFrom(leader, topic, partition, next);
    if (records.some(({ batchContext }) => isSame(batchContext, origin))) return true;
    const last = records.at(-1);
    if (last === undefined) return false;
    next = BigInt(last.offset) + 1n;
  }
  return false;
}

function isSame(found: FetchedRecord["batchContext"], { producerId, producerEpoch, firstSequence }: BatchOrigin) {
  return (
    BigInt(found.producerId) === producerId &&
    found.producerEpoch === producerEpoch &&
    found.firstSequence === firstSequence
  );
}

async function offsets(
  leader: KafkajsBroker,
  topic: string,
  partitions: { partition: number }[],
  timestamp: string,
): Promise<Map<number, bigint>> {
  const asked = partitions.map(({ partition }) => ({ partition, timestamp }));
  const { responses } = await leader.listOffsets({ ...AS_CLIENT, topics: [{ topic, partitions: asked }] });
  return new Map(
    responses.flatMap((each) => each.partitions).map(({ partition, offset }) => [partition, BigInt(offset)]),
  );
}

/** Records of a partition from an offset on, as many as fit; the first batch may begin before it. */
export async function fetchFrom(
  leader: KafkajsBroker,
  topic: string,
  partition: number,
  from: bigint,
): Promise<FetchedRecord[]> {
  const asked = { partition, fetchOffset: String(from), maxBytes: MOST_FETCHED_BYTES };
  const topics = [{ topic, partitions: [asked] }];
  const { responses } = await leader.fetch({
    ...AS_CLIENT,
    maxWaitTime: MOST_WAIT_MS,
    maxBytes: MOST_FETCHED_BYTES,
    topics,
  });
  return responses.flatMap((each) => each.partitions).flatMap(({ messages }) => messages);
}
