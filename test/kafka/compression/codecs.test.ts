import { gzipSync } from "node:zlib";
import { CompressionTypes } from "kafkajs";
import { decompress } from "../../../kafka/compression/codecs";
import { fromZstdWithoutNode } from "../../../kafka/compression/zstd";

const { compress } = require("snappyjs") as { compress: (bytes: Buffer) => Buffer };
const TEXT = Array(7).fill("alert").join(" ");
const { GZIP, Snappy, LZ4, ZSTD } = CompressionTypes;

/** As the command-line tools of zstd and lz4 write it. */
const COMPRESSED = {
  [GZIP]: gzipSync(TEXT),
  [Snappy]: compress(Buffer.from(TEXT)),
  [LZ4]: Buffer.from("BCJNGGRApxAAAABvYWxlcnQgBgALUGFsZXJ0AAAAAJu10BE=", "base64"),
  [ZSTD]: Buffer.from("KLUv/QRYZQAAMGFsZXJ0IAEAQpYiaSdEcg==", "base64"),
};

describe.each([GZIP, Snappy, LZ4, ZSTD] as const)("codec %i", (codec) => {
  test("reads what its makers wrote", () => {
    expect(String(decompress(codec, COMPRESSED[codec], 1_000))).toBe(TEXT);
  });

  test("gives exactly as much as is allowed, and not a byte more", () => {
    expect(decompress(codec, COMPRESSED[codec], TEXT.length)).toHaveLength(TEXT.length);
    expect(() => decompress(codec, COMPRESSED[codec], TEXT.length - 1)).toThrow("more than 40 bytes once decompressed");
  });

  test("takes neither a part nor anything else", () => {
    // Node.js 22 gives what there is of a Zstandard frame: its records are too few then.
    expect(wholeOf(() => decompress(codec, COMPRESSED[codec].subarray(0, -6), 1_000))).toBe(false);
    expect(() => decompress(codec, Buffer.from("no such thing, and much too long to be one"), 1_000)).toThrow();
  });
});

function wholeOf(read: () => Buffer): boolean {
  try {
    return read().length >= TEXT.length;
  } catch {
    return false;
  }
}

test("Zstandard is the same where Node.js has none", () => {
  expect(String(fromZstdWithoutNode(COMPRESSED[ZSTD], TEXT.length))).toBe(TEXT);
  expect(() => fromZstdWithoutNode(COMPRESSED[ZSTD], TEXT.length - 1)).toThrow("more than 40 bytes");
});

test("Snappy is read in the framing of Java's clients too, bounded over all blocks", () => {
  const block = compress(Buffer.from(TEXT));
  const length = Buffer.alloc(4);
  length.writeInt32BE(block.length);
  const header = Buffer.from("82534e4150505900" + "00000001" + "00000001", "hex");
  const framed = Buffer.concat([header, length, block, length, block]);
  expect(String(decompress(Snappy, framed, 1_000))).toBe(TEXT + TEXT);
  expect(() => decompress(Snappy, framed, 2 * TEXT.length - 1)).toThrow("more than 81 bytes once decompressed");
});
