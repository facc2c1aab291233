import { isAscii, isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import { UserError } from "../../config/runProgram";

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const CHUNK_BYTES = 1 << 18;
const BOM = Buffer.from("\ufeff");

/** The beginning of a line that is longer than any that could be read, and its whole length. */
export interface LongLine {
  value: Uint8Array;
  wholeBytes: number;
}

export type Line = string | Uint8Array | LongLine;

/** More than `--max-record-bytes` can be. Node.js has no text of 512 MB, and the memory for it would be wasted. */
const MAX_KEPT_BYTES = 1_000_000;

/**
 * The lines of an open file, without line ends (LF or CRLF) and without a byte order mark at the start. A line that is
 * not UTF-8 comes as bytes. Synchronous, since Beam's functions are. Throws `UserError` where reading fails.
 */
export function* readLines(descriptor: number, name: string): Generator<Line> {
  for (const block of readBlocks(descriptor, name)) {
    if ("wholeBytes" in block) yield block;
    else yield* linesOf(block);
  }
}

/** The same lines as bytes, many at a time, with newlines between them. The next block takes the place of the last one. */
export function* readBlocks(descriptor: number, name: string): Generator<Buffer | LongLine> {
  /** What has come of the line that has not ended, and its length so far, where that is more. */
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let isStart = true;
  for (const chunk of readChunks(descriptor, name)) {
    const first = chunk.indexOf(NEWLINE);
    if (first < 0) {
      if (pendingBytes <= MAX_KEPT_BYTES) pending.push(Buffer.from(chunk));
      pendingBytes += chunk.length;
      continue;
    }
    const line = Buffer.concat([...pending, chunk.subarray(0, first)]);
    if (pendingBytes > MAX_KEPT_BYTES) yield longLine(line, pendingBytes + first);
    else yield isStart ? withoutBom(line) : line;
    isStart = false;
    const last = chunk.lastIndexOf(NEWLINE);
    if (last > first) yield chunk.subarray(first + 1, last);
    pending = [Buffer.from(chunk.subarray(last + 1))];
    pendingBytes = pending[0].length;
  }
  const rest = Buffer.concat(pending);
  if (pendingBytes > MAX_KEPT_BYTES) {
    yield longLine(rest, pendingBytes);
    return;
  }
  const line = isStart ? withoutBom(rest) : rest;
  if (line.length > 0) yield line;
}

function longLine(beginning: Buffer, wholeBytes: number): LongLine {
  return { value: beginning.subarray(0, MAX_KEPT_BYTES), wholeBytes };
}

function* linesOf(block: Buffer): Generator<string | Uint8Array> {
  if (isUtf8(block)) {
    const text = isAscii(block) ? block.toString("latin1") : block.toString("utf8");
    const hasReturns = text.includes("\r\n") || text.endsWith("\r");
    for (const line of text.split("\n")) yield hasReturns && line.endsWith("\r") ? line.slice(0, -1) : line;
    return;
  }
  for (let start = 0; start <= block.length; ) {
    const end = lineEnd(block, start);
    yield lineIn(block, start, end);
    start = end + 1;
  }
}

/** Where the line ends that begins at `start`: at its newline or with the block. */
export function lineEnd(block: Buffer, start: number): number {
  const found = block.indexOf(NEWLINE, start);
  return found < 0 ? block.length : found;
}

/** A line of a block, a copy of its bytes where it is not UTF-8. */
export function lineIn(block: Buffer, start: number, end: number): string | Uint8Array {
  const line = bytesIn(block, start, end);
  return isUtf8(line) ? line.toString("utf8") : Buffer.from(line);
}

/** The same bytes, no copy of them. */
export function bytesIn(block: Buffer, start: number, end: number): Buffer {
  return block.subarray(start, block[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end);
}

function withoutBom(block: Buffer): Buffer {
  return block.subarray(0, BOM.length).equals(BOM) ? block.subarray(BOM.length) : block;
}

function* readChunks(descriptor: number, name: string): Generator<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    const length = readSome(descriptor, chunk, name);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

function readSome(descriptor: number, chunk: Buffer, name: string): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw new UserError(`--input: cannot read ${JSON.stringify(name)}: ${message}`);
      // A pipe without data yet: wait for its writer.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
