import { gunzipSync, gzipSync } from "node:zlib";
import { CompressionTypes } from "kafkajs";
import { createRandom } from "../../../generator/traffic/random";
import { decompress } from "../../../kafka/compression/codecs";
import { fromZstdWithoutNode } from "../../../kafka/compression/zstd";
import { BATCH } from "../../../kafka/fetch/bounds";
import frames from "./frames.json";

const { compress: toSnappy } = require("snappyjs") as { compress: (bytes: Buffer) => Buffer };
const { GZIP, Snappy, LZ4, ZSTD } = CompressionTypes;
const MUTATIONS = 5_000;
/** What one frame may take, ms of CPU, far below the 30 s after which a group gives up a member. */
const MOST_MS = 2_000;
const MOST_MEGABYTES = 400;

const text = gunzipSync(Buffer.from(frames.text, "base64"));
type Codec = [name: string, whole: Buffer, read: (bytes: Buffer) => Buffer];
const codecs: Codec[] = [
  ["gzip", gzipSync(text), (bytes) => decompress(GZIP, bytes, BATCH.bytes)],
  ["Snappy", toSnappy(text), (bytes) => decompress(Snappy, bytes, BATCH.bytes)],
  ["LZ4", Buffer.from(frames.lz4, "base64"), (bytes) => decompress(LZ4, bytes, BATCH.bytes)],
  ["Zstandard", Buffer.from(frames.zstd, "base64"), (bytes) => decompress(ZSTD, bytes, BATCH.bytes)],
  ["fzstd", Buffer.from(frames.zstd, "base64"), (bytes) => fromZstdWithoutNode(bytes, BATCH.bytes)],
];

/** The longest that one of `inputs` takes, ms of CPU, and by how much the process has grown, MB. */
function measure(inputs: Iterable<Buffer>, read: (bytes: Buffer) => Buffer) {
  const before = process.memoryUsage.rss();
  let slowest = 0;
  let grown = 0;
  for (const input of inputs) {
    const begun = process.cpuUsage();
    try {
      read(input);
    } catch {
      // As it should: what counts is that it ends.
    }
    const { user, system } = process.cpuUsage(begun);
    slowest = Math.max(slowest, (user + system) / 1_000);
    grown = Math.max(grown, process.memoryUsage.rss() - before);
  }
  return { slowest: Math.round(slowest), grown: Math.round(grown / (1 << 20)) };
}

/** Bytes changed, runs of 255 put in, pieces cut out or doubled; always the same ones. */
function* mutations(whole: Buffer): Generator<Buffer> {
  const random = createRandom(7, "mutations");
  for (let number = 0; number < MUTATIONS; number++) {
    let bytes = Buffer.from(whole);
    for (let changes = random.integer(1, 4); changes > 0; changes--) {
      const at = random.integer(0, bytes.length - 1);
      const piece = bytes.subarray(at, at + random.integer(1, 200));
      switch (random.integer(0, 3)) {
        case 0:
          piece.fill(255);
          break;
        case 1:
          bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)]);
          break;
        case 2:
          bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
          break;
        default:
          // Headers, which say how large all is, are short and would hardly be hit.
          bytes[random.integer(0, random.integer(0, 1) === 0 ? 12 : bytes.length - 1)] = random.integer(0, 255);
      }
    }
    yield bytes;
  }
}

describe.each(codecs)("%s", (_, whole, read) => {
  test("reads what is whole", () => expect(read(whole).equals(text)).toBe(true));

  test(`ends in time on ${MUTATIONS} frames that are not`, () => {
    const { slowest, grown } = measure(mutations(whole), read);
    expect(slowest).toBeLessThan(MOST_MS);
    expect(grown).toBeLessThan(MOST_MEGABYTES);
  });
});

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
};

/** A megabyte each, the most that a broker takes: made to take as long, or as much memory, as can be. */
const bombs: [string, string, Buffer][] = [
  ["gzip", "300 MB of zeros", gzipSync(Buffer.alloc(300 << 20))],
  [
    "Snappy",
    "a length of 4 GB",
    Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), Buffer.alloc(1 << 20, 254)]),
  ],
  ["LZ4", "blocks of nothing", lz4Frame(Array(100_000).fill(Buffer.from([0])))],
  ["LZ4", "one match of 255 MB", lz4Frame([Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(1 << 20, 255)])])],
  [
    "LZ4",
    "blocks of 4 MB",
    lz4Frame(Array(64).fill(Buffer.concat([Buffer.from([0x1f, 0, 1, 0]), Buffer.alloc(16_448, 255)]))),
  ],
  ...["Zstandard", "fzstd"].flatMap((name): [string, string, Buffer][] => [
    [name, "a window of 1.9 GB", zstdFrame(0xa7, Array(1_000).fill(zstdBlock(1, 1 << 17)))],
    [name, "blocks of one byte, 128 KB each", zstdFrame(0x68, Array(250_000).fill(zstdBlock(1, 1 << 17)))],
    [name, "blocks of nothing, in a window of 8 MB", zstdFrame(0x68, Array(300_000).fill(zstdBlock(0, 0)))],
  ]),
];

function lz4Frame(blocks: Buffer[]): Buffer {
  const parts = blocks.map((block) => Buffer.concat([int32(block.length), block]));
  return Buffer.concat([int32(0x184d2204), Buffer.from([0x60, 0x70, 0x73]), ...parts, int32(0)]);
}

/** A block without the mark of the last one: stored (0) or one byte many times (1). */
function zstdBlock(type: 0 | 1, size: number): Buffer {
  return Buffer.concat([int32((size << 3) | (type << 1)).subarray(0, 3), Buffer.alloc(type)]);
}

function zstdFrame(window: number, blocks: Buffer[]): Buffer {
  return Buffer.concat([int32(0xfd2fb528), Buffer.from([0, window]), ...blocks, Buffer.from([1, 0, 0])]);
}

test.each(bombs)("%s ends in time on %s", (name, _, bomb) => {
  const read = codecs.find(([known]) => known === name)?.[2] as Codec[2];
  const { slowest, grown } = measure([bomb], read);
  expect(slowest).toBeLessThan(MOST_MS);
  expect(grown).toBeLessThan(MOST_MEGABYTES);
});
