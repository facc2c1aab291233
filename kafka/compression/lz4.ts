import { TooLarge } from "./tooLarge";

const MAGIC = 0x184d2204;
const VERSION = 1;
const STORED = 0x8000_0000;
/** The largest block by the number in the frame's descriptor. */
const BLOCK_BYTES = [0, 0, 0, 0, 1 << 16, 1 << 18, 1 << 20, 1 << 22];
const LEAST_MATCH = 4;
const FIRST_BYTES = 1 << 16;

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
  const output = new Output(mostBytes);
  for (let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0); ; ) {
    const word = frame.readUInt32LE(at);
    if (word === 0) return output.written();
    const start = at + 4;
    const end = start + (word % STORED);
    if (end > frame.length) throw new Error("LZ4 block cut short");
    output.limit = output.size + blockBytes;
    if (word >= STORED) output.copy(frame, start, end);
    else expand(frame, start, end, output);
    at = end + afterBlock;
  }
}

/** Decompresses one block to the end of `output`. */
function expand(source: Buffer, start: number, end: number, output: Output): void {
  let at = start;
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
    output.copy(source, at, at + literals);
    at += literals;
    if (at === end) return;
    if (at + 2 > end) throw new Error("LZ4 block cut short");
    const distance = source[at] | (source[at + 1] << 8);
    at += 2;
    output.repeat(distance, LEAST_MATCH + ((token & 15) === 15 ? 15 + more() : token & 15));
  }
}

/** Grows as it is written to, up to `mostBytes` and never above what a block may have. */
class Output {
  size = 0;
  limit = 0;
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);

  constructor(private readonly mostBytes: number) {}

  copy(source: Buffer, start: number, end: number): void {
    this.makeRoom(end - start);
    source.copy(this.bytes, this.size, start, end);
    this.size += end - start;
  }

  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.size) throw new Error("LZ4 match before the start");
    this.makeRoom(length);
    const { bytes, size } = this;
    if (distance >= length) bytes.copyWithin(size, size - distance, size - distance + length);
    // A match may reach into itself.
    else for (let at = size; at < size + length; at++) bytes[at] = bytes[at - distance];
    this.size += length;
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.size);
  }

  private makeRoom(more: number): void {
    const needed = this.size + more;
    if (needed > this.mostBytes) throw new TooLarge(this.mostBytes);
    if (needed > this.limit) throw new Error("LZ4 block larger than its frame says");
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.min(Math.max(needed, 2 * this.bytes.length), this.mostBytes));
    this.bytes.copy(grown, 0, 0, this.size);
    this.bytes = grown;
  }
}
