import type { Admin, SeekEntry } from "kafkajs";
import { UserError } from "../../../config/runProgram";
import { formatTimestamp } from "../../../payment/timestamp";
import { checkTopics } from "../../job/kafkaTopics";
import type { TopicRunOptions } from "./topicRunOptions";

/** Offsets by `topic-partition`, of partitions that have records between them. */
export interface TopicRange {
  startOffsets: Record<string, number>;
  /** Exclusive. */
  stopOffsets: Record<string, number>;
  /** Offsets between them: as many records, where neither compaction nor transactions left gaps. */
  records: number;
}

/** Where the records of a time lie now. Throws a `UserError` where there are none. */
export async function topicRange(
  admin: Admin,
  topic: string,
  { from, to }: Pick<TopicRunOptions, "from" | "to">,
): Promise<TopicRange> {
  await checkTopics(admin, { "from-topic": topic });
  const whole = await admin.fetchTopicOffsets(topic);
  const firsts = offsetsOf(from === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(topic, from));
  const ends = offsetsOf(to === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(topic, to));
  const range: TopicRange = { startOffsets: {}, stopOffsets: {}, records: 0 };
  for (const { partition, low, high } of whole) {
    const start = Math.max(Number(low), firsts.get(partition) ?? 0);
    const stop = Math.min(Number(high), ends.get(partition) ?? Number(high));
    if (stop <= start) continue;
    range.startOffsets[`${topic}-${partition}`] = start;
    range.stopOffsets[`${topic}-${partition}`] = stop;
    range.records += stop - start;
  }
  if (range.records > 0) return range;
  const between = `${from === undefined ? "its beginning" : formatTimestamp(from)} and ${to === undefined ? "now" : formatTimestamp(to)}`;
  throw new UserError(
    `--from-topic: found no record in ${JSON.stringify(topic)} between ${between}, expected payments`,
  );
}

function offsetsOf(entries: SeekEntry[]): ReadonlyMap<number, number> {
  return new Map(entries.map(({ partition, offset }) => [partition, Number(offset)]));
}
