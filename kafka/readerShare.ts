import type { Admin, Consumer } from "kafkajs";
import { type PartitionRange, type ReaderSettings, startOfNews, startOfReading } from "./consumer";
import type { TopicWatch } from "./topicWatch";

/** What a reader has been given to read. */
export interface Share {
  /** Where news begins in each assigned partition. */
  news: Map<number, bigint>;
  /** Of which topic the offsets are, as `TopicWatch.mark` has it. */
  mark: string | null;
}

export interface ShareParts {
  admin: Admin;
  consumer: Consumer;
  settings: ReaderSettings;
  identity: TopicWatch;
  partitions: number[];
  /** Where this process reads next in each partition; emptied when the topic turns out to be another one. */
  next: Map<number, bigint>;
  /** False as soon as another share has taken the place of this one. */
  isCurrent: () => boolean;
}

type Range = PartitionRange & { partition: number };

/**
 * Finds out where to read and goes there: back for context, or forth to what this process has not seen yet. Whatever was
 * fetched before is dropped, since it may be of a topic that is gone. A new group's position is kept at once: a restart must
 * not skip what came between.
 */
export async function takeShare(parts: ShareParts): Promise<Share> {
  const { admin, consumer, settings, identity, next } = parts;
  const { topic, group, keepPosition } = settings;
  await identity.look();
  const mark = identity.mark();
  const ranges = await rangesOf(parts);
  const [kept] = keepPosition ? await admin.fetchOffsets({ groupId: group, topics: [topic] }) : [];
  const news = new Map<number, bigint>();
  // While the questions were under way the topic may have become another one.
  const counts = () => parts.isCurrent() && identity.mark() === mark;
  for (const range of ranges) {
    if (!counts()) break;
    const { partition } = range;
    const found = kept?.partitions.find((each) => each.partition === partition);
    const isKept = found !== undefined && found.offset !== "-1";
    const isOfAnother = keepPosition && identity.isOfAnother(isKept ? found.metadata : null);
    const position = isKept && !isOfAnother ? BigInt(found.offset) : undefined;
    const newsFrom = startOfNews({ ...range, position }, settings.fromBeginning || isOfAnother);
    news.set(partition, newsFrom);
    const place = placeToRead(range, newsFrom, next.get(partition), settings);
    next.set(partition, place);
    consumer.seek({ topic, partition, offset: String(place) });
    if (keepPosition && newsFrom !== position) {
      await consumer.commitOffsets([{ topic, partition, offset: String(newsFrom), metadata: mark }]);
    }
  }
  return { news, mark };
}

function placeToRead(range: Range, newsFrom: bigint, next: bigint | undefined, { lookBack }: ReaderSettings): bigint {
  if (next !== undefined && next >= range.low && next <= range.high) return next;
  return startOfReading(range, newsFrom, lookBack);
}

async function rangesOf({ admin, settings, partitions }: ShareParts): Promise<Range[]> {
  const offsets = await admin.fetchTopicOffsets(settings.topic);
  return offsets
    .filter(({ partition }) => partitions.includes(partition))
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
}
