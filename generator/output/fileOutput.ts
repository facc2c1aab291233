import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { UserError } from "../../config/runProgram";
import type { Output } from "./output";

/** Lines gathered before they go to the system in one call. */
const CHUNK_LINES = 1_000;

/** Writes lines to a file, or to standard output for `-`. An existing file is replaced. */
export function createFileOutput(path: string): Output {
  return createStreamOutput(path === "-" ? process.stdout : createWriteStream(path), path);
}

/** Writes lines to a stream; `name` is for messages. */
export function createStreamOutput(stream: Writable, name: string): Output {
  let pieces: (string | Uint8Array)[] = [];
  let delivered = 0;
  let failure: Error | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // The reader of a pipe has seen enough: an end, not an accident.
    failure = new OutputClosed(
      error.code === "EPIPE" ? "the reader closed the pipe" : `cannot write ${JSON.stringify(name)}: ${error.message}`,
      error.code === "EPIPE",
    );
  });
  const throwFailure = () => {
    if (failure !== undefined) throw failure;
  };
  const writePieces = (): boolean => {
    const chunk = pieces.every((piece) => typeof piece === "string")
      ? `${pieces.join("\n")}\n`
      : Buffer.concat(pieces.flatMap((piece) => [Buffer.from(piece), LINE_END]));
    const count = pieces.length;
    pieces = [];
    return stream.write(chunk, (error) => {
      if (!error) delivered += count;
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
      await new Promise<void>((resolve) => stream.write("", () => resolve()));
      throwFailure();
    },
    async close() {
      if (stream !== process.stdout) await new Promise<void>((resolve) => stream.end(() => resolve()));
      throwFailure();
    },
    notReady: () => failure?.message,
    get delivered() {
      return delivered;
    },
  };
}

const LINE_END = Buffer.from("\n");

/** Nothing more can be written. */
export class OutputClosed extends UserError {
  constructor(
    message: string,
    /** True where the reader simply went away. */
    readonly byReader: boolean,
  ) {
    super(message);
  }
}
