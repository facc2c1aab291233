import { once } from "node:events";
import { createWriteStream, truncateSync } from "node:fs";
import type { Writable } from "node:stream";
import { UserError } from "../../config/runProgram";
import type { Output } from "./output";

/** Lines gathered before they go to the system in one call. */
const CHUNK_LINES = 1_000;

/** Writes lines to a file, or to standard output for `-`, behind a header where there is one. An existing file is replaced; a full disk leaves whole lines. */
export function createFileOutput(path: string, onReaderGone: () => void, header?: string): Output {
  if (path === "-") return createStreamOutput(process.stdout, { name: path, onReaderGone, header });
  const stream = createWriteStream(path);
  let isOpen = false;
  stream.once("open", () => {
    isOpen = true;
  });
  const cutTo = (bytes: number) => {
    if (!isOpen) return;
    try {
      truncateSync(path, bytes);
    } catch {
      // A device, or a disk that takes nothing at all: the error that led here is told.
    }
  };
  return createStreamOutput(stream, { name: path, onReaderGone, cutTo, header });
}

export interface StreamSettings {
  /** For messages. */
  name: string;
  /** The reader of a pipe has seen enough: an end, not an accident. What is written from then on goes nowhere. */
  onReaderGone: () => void;
  /** Takes back what lies behind so many bytes, where writing has failed in the middle. */
  cutTo?: (bytes: number) => void;
  /** Goes before the first line, and is none of them. */
  header?: string;
}

/** Writes lines to a stream. */
export function createStreamOutput(stream: Writable, { name, onReaderGone, cutTo, header }: StreamSettings): Output {
  let pieces: (string | Uint8Array)[] = header === undefined ? [] : [header];
  let delivered = header === undefined ? 0 : -1;
  let deliveredBytes = 0;
  let isGone = false;
  let failure: Error | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      isGone = true;
      onReaderGone();
      return;
    }
    failure ??= new UserError(`cannot write ${JSON.stringify(name)}: ${error.message}`);
    cutTo?.(deliveredBytes);
  });
  const throwFailure = () => {
    if (failure !== undefined) throw failure;
  };
  const writePieces = (): boolean => {
    const chunk = pieces.every((piece) => typeof piece === "string")
      ? Buffer.from(`${pieces.join("\n")}\n`)
      : Buffer.concat(pieces.flatMap((piece) => [Buffer.from(piece), LINE_END]));
    const count = pieces.length;
    pieces = [];
    if (isGone) return true;
    return stream.write(chunk, (error) => {
      if (error) return;
      delivered += count;
      deliveredBytes += chunk.length;
    });
  };
  const drained = async () => {
    const done = new AbortController();
    const options = { signal: done.signal };
    await Promise.race([once(stream, "drain", options), once(stream, "close", options)]).catch(() => {});
    done.abort();
    throwFailure();
  };
  return {
    write(line) {
      throwFailure();
      pieces.push(line.value);
      return pieces.length < CHUNK_LINES || writePieces() ? undefined : drained();
    },
    nudge() {
      if (pieces.length > 0) writePieces();
    },
    async flush() {
      if (pieces.length > 0) writePieces();
      if (!isGone) await new Promise<void>((resolve) => stream.write("", () => resolve()));
      throwFailure();
    },
    async close() {
      if (stream !== process.stdout && !isGone) await new Promise<void>((resolve) => stream.end(() => resolve()));
      throwFailure();
    },
    notReady: () => failure?.message,
    get delivered() {
      return Math.max(0, delivered);
    },
  };
}

const LINE_END = Buffer.from("\n");
