import fc from "fast-check";
import { crc32c } from "../../kafka/crc32c";
import { murmur2, partitionOf } from "../../kafka/partition";
import { encodeRecordBatch, mostBytes } from "../../kafka/recordBatch";

const Decoder = require("kafkajs/src/protocol/decoder");
const decodeBatch = require("kafkajs/src/protocol/recordBatch/v0/decoder");

const origin = { producerId: 77n, producerEpoch: 3, firstSequence: 2_147_483_000 };

test("the checksum is Castagnoli's, by its published check value", () => {
  expect(crc32c(Buffer.from("123456789"), 0, 9)).toBe(0xe3069283);
});

test("keys live in the partitions that Kafka's own clients choose, by published values of its murmur2", () => {
  expect(murmur2(Buffer.from("21"))).toBe(-973932308);
  expect(murmur2(Buffer.from("foobar"))).toBe(-790332482);
  expect(murmur2(Buffer.from("a-little-bit-long-string"))).toBe(-985981536);
  expect(murmur2(Buffer.from("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"))).toBe(-58897971);
});

test("any key is placed as kafkajs places it", () => {
  const theirs = require("kafkajs/src/producer/partitioners/default/murmur2");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 1000 }), (key, partitions) => {
      expect(partitionOf(key, partitions)).toBe((theirs(key) & 0x7fffffff) % partitions);
    }),
  );
});

test("any records come back from another decoder as they were, whatever their times, texts and bytes", async () => {
  const record = fc.record({
    key: fc.string({ unit: "grapheme" }),
    value: fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array()),
    timestampMs: fc.integer({ min: 0, max: 253_402_300_799_999 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 300 }), async (records) => {
      const bytes = encodeRecordBatch(records, origin);
      expect(bytes.length).toBeLessThanOrEqual(records.reduce((sum, each) => sum + mostBytes(each), 61));
      expect(bytes.readUInt32BE(17)).toBe(crc32c(bytes, 21, bytes.length));
      const batch = await decodeBatch(new Decoder(bytes));
      expect(batch).toMatchObject({ producerId: "77", producerEpoch: 3, firstSequence: 2_147_483_000 });
      expect(batch.maxTimestamp).toBe(String(Math.max(...records.map(({ timestampMs }) => timestampMs))));
      expect(
        batch.records.map((found: { key: Buffer; value: Buffer; timestamp: string; offset: string }) => ({
          key: found.key.toString(),
          value: Buffer.from(found.value ?? []),
          timestampMs: Number(found.timestamp),
          offset: Number(found.offset),
        })),
      ).toEqual(records.map((sent, offset) => ({ ...sent, value: Buffer.from(sent.value), offset })));
    }),
    { numRuns: 60 },
  );
});
