import { CompressionTypes, Kafka } from "kafkajs";
import { boundFetches } from "../../../kafka/fetch/boundFetches";
import { batchAt, gzipped, records } from "./batches";

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** An answer to a fetch of version 11, for a partition each. */
function answer(...partitions: Buffer[]): Buffer {
  const encoded = partitions.map((bytes, partition) =>
    Buffer.concat([int32(partition), int16(0), Buffer.alloc(24), int32(-1), int32(-1), int32(bytes.length), bytes]),
  );
  const head = [int32(0), int16(0), int32(0), int32(1), int16(1), Buffer.from("t"), int32(encoded.length)];
  return Buffer.concat([...head, ...encoded]);
}

test("kafkajs decodes answers with bounds: a bomb is one record that stands for it", async () => {
  boundFetches();
  boundFetches(); // as often as there are clients
  expect(new Kafka({ brokers: ["127.0.0.1:1"] })).toBeDefined();
  const { decode } = require("kafkajs/src/protocol/requests/fetch/v11/response");
  const bomb = gzipped(batchAt(5, records(1, Buffer.alloc(50 << 20))));
  const { responses } = await decode(answer(bomb, batchAt(0, records(2))));
  const [first, second] = responses[0].partitions;
  expect(first.messages).toMatchObject([{ offset: "5", value: null, unreadable: expect.stringMatching(/^more than/) }]);
  expect(second.messages.map(({ offset }: { offset: string }) => offset)).toEqual(["0", "1"]);
});

test("messages of old brokers are read one by one; one that cannot be is skipped", async () => {
  boundFetches();
  const { decode } = require("kafkajs/src/protocol/requests/fetch/v11/response");
  const message = (offset: number, codec: number, value: Buffer) => {
    const body = Buffer.concat([Buffer.from([1, codec]), Buffer.alloc(8), int32(-1), int32(value.length), value]);
    return Buffer.concat([int32(0), int32(offset), int32(body.length + 4), int32(0), body]);
  };
  const broken = message(1, CompressionTypes.GZIP, Buffer.from("no gzip"));
  const set = Buffer.concat([message(0, 0, Buffer.from("a")), broken, message(2, 0, Buffer.from("b"))]);
  const { responses } = await decode(answer(set));
  const found = responses[0].partitions[0].messages;
  expect(found.map(({ offset, value }: { offset: string; value: Buffer }) => [offset, value && String(value)])).toEqual(
    [
      ["0", "a"],
      ["1", null],
      ["2", "b"],
    ],
  );
});
