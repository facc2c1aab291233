import type { Admin } from "kafkajs";
import { topicRange } from "../../../../pipelines/backtest/onFlink/topicRange";

/** A topic of three partitions: offsets 10 to 20, none at all, and 0 to 5; a record a second, each partition's first at second 0. */
const admin = {
  listTopics: async () => ["payments"],
  fetchTopicOffsets: async () => [
    { partition: 0, low: "10", high: "20", offset: "20" },
    { partition: 1, low: "7", high: "7", offset: "7" },
    { partition: 2, low: "0", high: "5", offset: "5" },
  ],
  fetchTopicOffsetsByTimestamp: async (_: string, ms: number) => [
    { partition: 0, offset: String(Math.min(20, 10 + Math.ceil(ms / 1_000))) },
    { partition: 1, offset: "7" },
    { partition: 2, offset: String(Math.min(5, Math.ceil(ms / 1_000))) },
  ],
} as unknown as Admin;

const rangeOf = async (from?: number, to?: number) => {
  const { spans, records } = await topicRange(admin, "payments", { from, to });
  return { spans: spans.map(({ partition, start, end }) => `${partition}: ${start} to ${end}`), records };
};

test("without times a range is all that there is, and partitions without records are left out", async () => {
  expect(await rangeOf()).toEqual({ spans: ["0: 10 to 20", "2: 0 to 5"], records: 15 });
});

test("the first time is taken in, the last one is not", async () => {
  expect(await rangeOf(2_000, 4_000)).toEqual({ spans: ["0: 12 to 14", "2: 2 to 4"], records: 4 });
  expect(await rangeOf(6_000, 8_000)).toEqual({ spans: ["0: 16 to 18"], records: 2 });
});

test("a range without records, and a topic that does not exist, are refused by the option", async () => {
  await expect(rangeOf(60_000)).rejects.toThrow(
    '--from-topic: found no record in "payments" between 1970-01-01T00:01:00.000Z and now, expected payments',
  );
  await expect(topicRange(admin, "none", { from: undefined, to: undefined })).rejects.toThrow(
    /"none" \(--from-topic\)/,
  );
});
