import { CompressionCodecs, CompressionTypes } from "kafkajs";

/** The two codecs without types of their own. Nothing here compresses: what this project sends is not, or gzip. */
const { uncompress } = require("snappyjs") as { uncompress: (block: Uint8Array) => Uint8Array };
const { decompress: fromLz4 } = require("lz4js") as { decompress: (frame: Uint8Array) => Uint8Array };
const { decompress: fromZstd } = require("fzstd") as { decompress: (frame: Uint8Array) => Uint8Array };

/** What Java's clients and brokers put before Snappy blocks; others send one block alone. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic bytes and two version numbers. */
const XERIAL_HEADER_BYTES = 16;

/** The bytes of Snappy, in Java's framing of length and block or as one bare block. */
export function fromSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return Buffer.from(uncompress(bytes));
  const blocks: Uint8Array[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length; ) {
    const end = at + 4 + bytes.readInt32BE(at);
    blocks.push(uncompress(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}

/** Teaches kafkajs, which knows gzip alone, to read what brokers and other producers compress by Snappy, LZ4 and Zstandard. */
export function registerCodecs(): void {
  const register = (type: keyof typeof CompressionCodecs, decompress: (bytes: Buffer) => Uint8Array) => {
    CompressionCodecs[type] = () => ({
      compress: async () => {
        throw new Error(`nothing here compresses by ${CompressionTypes[type]}`);
      },
      decompress: async (bytes: Buffer) => Buffer.from(decompress(bytes)),
    });
  };
  register(CompressionTypes.Snappy, fromSnappy);
  register(CompressionTypes.LZ4, fromLz4);
  register(CompressionTypes.ZSTD, fromZstd);
}
