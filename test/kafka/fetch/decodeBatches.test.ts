import { ANSWER, BATCH } from "../../../kafka/fetch/bounds";
import { decodeBatches, newBudget } from "../../../kafka/fetch/decodeBatches";
import { batchAt, GZIP, gzipped, records, withPayload } from "./batches";

const decodeWithKafkajs = require("kafkajs/src/protocol/recordBatch/v0/decoder");
const Decoder = require("kafkajs/src/protocol/decoder");

const offsets = (bytes: Buffer, budget = newBudget()) =>
  decodeBatches(bytes, budget).map(({ offset }) => Number(offset));
const whyUnreadable = (bytes: Buffer) => decodeBatches(bytes, newBudget()).map(({ unreadable }) => unreadable);

test.each([batchAt(40, records(3)), gzipped(batchAt(40, records(3)))])(
  "records are what kafkajs makes of them",
  async (batch) => {
    const { records: expected } = await decodeWithKafkajs(new Decoder(batch));
    expect(decodeBatches(batch, newBudget())).toEqual(expected);
  },
);

test("a tombstone has no value", () => {
  const batch = batchAt(0, records(1, ""));
  const lengthOfValue = batch.lastIndexOf(0, -2);
  batch[lengthOfValue] = 1; // zigzag for -1
  expect(decodeBatches(batch, newBudget())[0].value).toBeNull();
});

test("a batch that was cut short is left for the next fetch", () => {
  const whole = batchAt(0, records(2));
  expect(offsets(Buffer.concat([whole, batchAt(2, records(2)).subarray(0, -1)]))).toEqual([0, 1]);
  expect(offsets(whole.subarray(0, -1))).toEqual([]);
});

describe("one record stands for a batch, at its last offset,", () => {
  const before = batchAt(0, records(1));
  const after = batchAt(4, records(1));
  const around = (batch: Buffer) => Buffer.concat([before, batch, after]);

  test("that holds more than it may", () => {
    const bomb = gzipped(batchAt(1, records(3, Buffer.alloc(BATCH.bytes / 2))));
    expect(bomb.length).toBeLessThan(100_000);
    expect(offsets(around(bomb))).toEqual([0, 3, 4]);
    expect(whyUnreadable(around(bomb))).toEqual([
      undefined,
      expect.stringMatching(/more than 8388608 bytes/),
      undefined,
    ]);
  });

  test("that has more records than it may", () => {
    const many = gzipped(batchAt(1, records(BATCH.records + 1, "")));
    expect(whyUnreadable(many)).toEqual(["100001 records, at most 100000 are read"]);
    expect(offsets(many)).toEqual([BATCH.records + 1]);
  });

  test("that is too large as it is", () => {
    expect(whyUnreadable(batchAt(0, records(1, Buffer.alloc(BATCH.bytes))))).toEqual([
      expect.stringMatching(/bytes, at most 8388608/),
    ]);
  });

  test.each([
    ["that no codec reads", withPayload(batchAt(1, records(3)), GZIP, Buffer.from("no gzip"))],
    ["of a codec that does not exist", withPayload(batchAt(1, records(3)), 6, Buffer.from("what?"))],
    [
      "that has fewer records than it says",
      withPayload(batchAt(1, records(3)), 0, batchAt(1, records(2)).subarray(61)),
    ],
  ])("%s", (_, batch) => {
    expect(offsets(around(batch))).toEqual([0, 3, 4]);
  });
});

test("an answer is decoded up to its bounds, and at least one batch of each partition", () => {
  const half = gzipped(batchAt(0, records(1, Buffer.alloc(BATCH.bytes - 1_000))));
  const batches = Array.from({ length: 9 }, (_, number) => {
    const batch = Buffer.from(half);
    batch.writeBigInt64BE(BigInt(number), 0);
    return batch;
  });
  const budget = newBudget();
  expect(offsets(Buffer.concat(batches), budget)).toHaveLength(Math.ceil(ANSWER.bytes / (BATCH.bytes - 1_000)));
  expect(offsets(Buffer.concat(batches), budget)).toHaveLength(1);
});

test("a record with ten thousand headers is read as fast as any other", () => {
  const headers = Buffer.concat([
    Buffer.from([0xa0, 0x9c, 0x01]),
    Buffer.alloc(20_000, Buffer.from([0x02, 0x61, 0x00])),
  ]);
  const fields = Buffer.concat([Buffer.from([0, 0, 0, 0x02, 0x6b, 0x02, 0x76]), headers]);
  const length = Buffer.from([0, 0, 0]);
  const zigzag = fields.length * 2;
  length.set([(zigzag & 0x7f) | 0x80, ((zigzag >> 7) & 0x7f) | 0x80, zigzag >> 14]);
  const batch = withPayload(batchAt(0, records(1)), 0, Buffer.concat([length, fields]));
  expect(decodeBatches(batch, newBudget())).toMatchObject([
    { key: Buffer.from("k"), value: Buffer.from("v"), headers: {} },
  ]);
});
