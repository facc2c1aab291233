import type { Admin, SeekEntry } from "kafkajs";
import { UserError } from "../../../config/runProgram";
import type { PartitionSpan } from "../../../kafka/readTopic";
import { formatTimestamp } from "../../../payment/timestamp";
import { checkTopics } from "../../job/kafkaTopics";
import type { TopicRunOptions } from "./topicRunOptions";

/** A part of a topic, in partitions that have records there. */
export interface TopicRange {
  spans: PartitionSpan[];
  /** Offsets in it: as many records, where neither compaction nor transactions left gaps. */
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
  const spans = whole
    .map(({ partition, low, high }) => ({
      partition,
      start: larger(BigInt(low), firsts.get(partition)),
      end: smaller(BigInt(high), ends.get(partition)),
    }))
    .filter(({ start, end }) => end > start);
  if (spans.length > 0) return { spans, records: spans.reduce((sum, { start, end }) => sum + Number(end - start), 0) };
  const first = from === undefined ? "its beginning" : formatTimestamp(from);
  const last = to === undefined ? "now" : formatTimestamp(to);
  throw new UserError(
    `--from-topic: found no record in ${JSON.stringify(topic)} between ${first} and ${last}, expected payments`,
  );
}

function offsetsOf(entries: SeekEntry[]): ReadonlyMap<number, bigint> {
  return new Map(entries.map(({ partition, offset }) => [partition, BigInt(offset)]));
}

function larger(a: bigint, b = a): bigint {
  return b > a ? b : a;
}

function smaller(a: bigint, b = a): bigint {
  return b < a ? b : a;
}
