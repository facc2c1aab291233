import { TooLarge } from "./tooLarge";

const { uncompress } = require("snappyjs") as { uncompress: (block: Buffer, mostBytes: number) => Buffer };

/** What Java's clients and brokers put before Snappy blocks; others send one block alone. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic bytes and two version numbers. */
const XERIAL_HEADER_BYTES = 16;

/**
 * The bytes of Snappy, in Java's framing of length and block or as one bare block. Throws `TooLarge` above `mostBytes` and
 * an `Error` on what is no Snappy.
 */
export function fromSnappy(bytes: Buffer, mostBytes: number): Buffer {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return uncompressed(bytes, mostBytes, mostBytes);
  const blocks: Buffer[] = [];
  let left = mostBytes;
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length; ) {
    const length = bytes.readInt32BE(at);
    if (length <= 0 || at + 4 + length > bytes.length) throw new Error("Snappy block cut short");
    const block = uncompressed(bytes.subarray(at + 4, at + 4 + length), left, mostBytes);
    blocks.push(block);
    left -= block.length;
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

/** snappyjs takes the length in front for granted, up to 4 GB. */
function uncompressed(block: Buffer, left: number, mostBytes: number): Buffer {
  try {
    return uncompress(block, left);
  } catch (error) {
    if (/too big/.test((error as Error).message)) throw new TooLarge(mostBytes);
    throw error;
  }
}
