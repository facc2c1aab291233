import { CompressionCodecs, CompressionTypes } from "kafkajs";
import { fromSnappy, registerCodecs } from "../../kafka/codecs";

const { compress } = require("snappyjs") as { compress: (bytes: Buffer) => Buffer };
const TEXT = Array(7).fill("alert").join(" ");

/** As the command-line tools of zstd and lz4 write it. */
const COMPRESSED = {
  [CompressionTypes.ZSTD]: "KLUv/QRYZQAAMGFsZXJ0IAEAQpYiaSdEcg==",
  [CompressionTypes.LZ4]: "BCJNGGRApxAAAABvYWxlcnQgBgALUGFsZXJ0AAAAAJu10BE=",
};

test.each([CompressionTypes.ZSTD, CompressionTypes.LZ4] as const)(
  "codec %i reads what the tool of its makers wrote",
  async (type) => {
    registerCodecs();
    const decompressed = await CompressionCodecs[type]().decompress(Buffer.from(COMPRESSED[type], "base64"));
    expect(String(decompressed)).toBe(TEXT);
  },
);

test("Snappy is read as one block, and in the framing of Java's clients", () => {
  const block = compress(Buffer.from(TEXT));
  expect(String(fromSnappy(block))).toBe(TEXT);
  const length = Buffer.alloc(4);
  length.writeInt32BE(block.length);
  const header = Buffer.from("82534e4150505900" + "00000001" + "00000001", "hex");
  expect(String(fromSnappy(Buffer.concat([header, length, block, length, block])))).toBe(TEXT + TEXT);
});
