import { TooLarge } from "./tooLarge";

const MAGIC = 0x184d2204;
const VERSION = 1;
const STORED = 0x8000_0000;
/** The largest block by the number in the frame's descriptor. */
const BLOCK_BYTES = [0, 0, 0, 0, 1 << 16, 1 << 18, 1 << 20, 1 << 22];
const LEAST_MATCH = 4;

/**
 * The bytes of an LZ4 frame, see "LZ4 Frame Format"; checksums are left to the broker, which has compared its own. Throws
 * `TooLarge` above `mostBytes` and an `Error` on what is no frame. None of the packages for it bounds what comes out:
 * lz4js takes a minute and gigabytes for a broken frame.
 */
export function fromLz4(frame: Buffer, mostBytes: number): Buffer {
  if (frame.length < 7 || frame.readUInt32LE(0) !== MAGIC || frame[4] >> 6 !== VERSION) throw new Error("no LZ4 frame");
  const flags = frame[4];
  const blockBytes = BLOCK_BYTES[(frame[5] >> 4) & 7];
  const afterBlock = flags & 0x10 ? 4 : 0;
  const output = Buffer.allocUnsafe(mostBytes);
  let size = 0;
  for (let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0); ; ) {
    const word = frame.readUInt32LE(at);
    if (word === 0) return Buffer.from(output.subarray(0, size));
    const start = at + 4;
    const end = start + (word % STORED);
    if (end > frame.length) throw new Error("LZ4 block cut short");
    const limit = Math.min(size + blockBytes, mostBytes);
    size =
      word >= STORED ? copy(frame, start, end, output, size, limit) : expand(frame, start, end, output, size, limit);
    at = end + afterBlock;
  }
}

function copy(source: Buffer, start: number, end: number, output: Buffer, size: number, limit: number): number {
  checkRoom(size + end - start, limit, output);
  source.copy(output, size, start, end);
  return size + end - start;
}

/** Decompresses one block behind the `size` bytes that `output` has; tells how many it has then. */
function expand(source: Buffer, start: number, end: number, output: Buffer, size: number, limit: number): number {
  let at = start;
  let to = size;
  /** The rest of a length that did not fit into its four bits. */
  const more = () => {
    let sum = 0;
    for (;;) {
      if (at >= end) throw new Error("LZ4 block cut short");
      const byte = source[at++];
      sum += byte;
      if (byte !== 255) return sum;
    }
  };
  while (at < end) {
    const token = source[at++];
    const literals = token >> 4 === 15 ? 15 + more() : token >> 4;
    if (at + literals > end) throw new Error("LZ4 block cut short");
    to = copy(source, at, at + literals, output, to, limit);
    at += literals;
    if (at === end) return to;
    if (at + 2 > end) throw new Error("LZ4 block cut short");
    const distance = source[at] | (source[at + 1] << 8);
    at += 2;
    const length = ((token & 15) === 15 ? 15 + more() : token & 15) + LEAST_MATCH;
    if (distance === 0 || distance > to) throw new Error("LZ4 match before the start");
    checkRoom(to + length, limit, output);
    if (distance >= length) output.copyWithin(to, to - distance, to - distance + length);
    else
      for (let from = to - distance, last = from + length; from < last; from++) output[from + distance] = output[from];
    to += length;
  }
  return to;
}

function checkRoom(needed: number, limit: number, output: Buffer): void {
  if (needed <= limit) return;
  if (needed > output.length) throw new TooLarge(output.length);
  throw new Error("LZ4 block larger than its frame says");
}
