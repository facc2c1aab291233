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
  /** What has come of the line that has not ended, and its length so far, where that is more. */
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let isStart = true;
  for (let chunk of readChunks(descriptor, name)) {
    const isLong = pendingBytes > MAX_KEPT_BYTES;
    const lineEnd = isLong ? chunk.indexOf(NEWLINE) : -1;
    if (lineEnd >= 0) {
      yield longLine(pending, pendingBytes + lineEnd);
      chunk = chunk.subarray(lineEnd + 1);
      pending = [];
      pendingBytes = 0;
      isStart = false;
    }
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      if (pendingBytes <= MAX_KEPT_BYTES) pending.push(chunk);
      pendingBytes += chunk.length;
      continue;
    }
    const block = Buffer.concat([...pending, chunk.subarray(0, end)]);
    pending = [chunk.subarray(end + 1)];
    pendingBytes = pending[0].length;
    yield* linesOf(isStart ? withoutBom(block) : block);
    isStart = false;
  }
  if (pendingBytes > MAX_KEPT_BYTES) {
    yield longLine(pending, pendingBytes);
    return;
  }
  const rest = Buffer.concat(pending);
  const last = isStart ? withoutBom(rest) : rest;
  if (last.length > 0) yield* linesOf(last);
}

function longLine(beginning: Buffer[], wholeBytes: number): LongLine {
  return { value: Buffer.concat(beginning).subarray(0, MAX_KEPT_BYTES), wholeBytes };
}

function* linesOf(block: Buffer): Generator<string | Uint8Array> {
  if (isUtf8(block)) {
    const text = isAscii(block) ? block.toString("latin1") : block.toString("utf8");
    const hasReturns = text.includes("\r\n") || text.endsWith("\r");
    for (const line of text.split("\n")) yield hasReturns && line.endsWith("\r") ? line.slice(0, -1) : line;
    return;
  }
  for (let start = 0; start <= block.length; ) {
    const found = block.indexOf(NEWLINE, start);
    const end = found < 0 ? block.length : found;
    const line = block.subarray(start, block[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end);
    yield isUtf8(line) ? line.toString("utf8") : line;
    start = end + 1;
  }
}

function withoutBom(block: Buffer): Buffer {
  return block.subarray(0, BOM.length).equals(BOM) ? block.subarray(BOM.length) : block;
}

function* readChunks(descriptor: number, name: string): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
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
