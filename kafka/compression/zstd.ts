import zlib from "node:zlib";
import { TooLarge } from "./tooLarge";

type Stream = { push(chunk: Uint8Array, final: boolean): void };
const { Decompress } = require("fzstd") as { Decompress: new (onData: (block: Uint8Array) => void) => Stream };

/** Node.js has Zstandard from 22.15 on, which `@types/node` of 20 does not know. */
const native = Reflect.get(zlib, "zstdDecompressSync") as
  | ((bytes: Buffer, options: { maxOutputLength: number }) => Buffer)
  | undefined;

/** A window of fzstd is copied for each block: both are bounded, or a small frame would take minutes. */
const MOST_BLOCKS = 1_024;
const MOST_WINDOW_BYTES = 8 << 20;

/** The bytes of a Zstandard frame. Throws `TooLarge` above `mostBytes` and an `Error` on what is no frame. */
export function fromZstd(frame: Buffer, mostBytes: number): Buffer {
  if (native === undefined) return fromZstdWithoutNode(frame, mostBytes);
  try {
    return native(frame, { maxOutputLength: mostBytes });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? new TooLarge(mostBytes) : error;
  }
}

/** The same where Node.js has no Zstandard. */
export function fromZstdWithoutNode(frame: Buffer, mostBytes: number): Buffer {
  if (windowBytes(frame) > Math.max(MOST_WINDOW_BYTES, mostBytes)) throw new TooLarge(mostBytes);
  const blocks: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress((block) => {
    size += block.length;
    if (size > mostBytes) throw new TooLarge(mostBytes);
    if (blocks.push(block) > MOST_BLOCKS) throw new Error(`more than ${MOST_BLOCKS} blocks of Zstandard`);
  });
  stream.push(frame, true);
  return Buffer.concat(blocks);
}

/** What fzstd would allocate at once: a frame's window, or its whole content where it says that it is one segment. */
function windowBytes(frame: Buffer): number {
  const [flags, window] = [frame[4], frame[5]];
  const singleSegment = (flags & 0x20) !== 0;
  if (!singleSegment) return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  const at = 5 + [0, 1, 2, 4][flags & 3];
  switch (flags >> 6) {
    case 0:
      return frame[at];
    case 1:
      return frame.readUInt16LE(at) + 256;
    case 2:
      return frame.readUInt32LE(at);
    default:
      return Number(frame.readBigUInt64LE(at));
  }
}
