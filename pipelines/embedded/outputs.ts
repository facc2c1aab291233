import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { UserError } from "../../config/runProgram";

const BUFFER_BYTES = 1 << 16;

/** A file of JSON lines, written through a buffer. */
export interface JsonLines {
  write(value: object): void;
  close(): void;
}

/**
 * Opens `path` for writing, `-` for standard output. A disk that is full leaves whole lines in a file. Throws
 * `UserError` naming `option` where it cannot be written.
 */
export function openJsonLines(option: string, path: string): JsonLines {
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new UserError(`${option}: cannot write ${JSON.stringify(path)}: ${(error as Error).message}`);
    }
  };
  const descriptor = path === "-" ? 1 : attempt(() => openSync(path, "w"));
  let buffer = "";
  let written = 0;
  const flush = () => {
    const bytes = Buffer.from(buffer);
    buffer = "";
    try {
      attempt(() => writeAll(descriptor, bytes));
    } catch (error) {
      if (descriptor !== 1) cutTo(descriptor, written);
      throw error;
    }
    written += bytes.length;
  };
  return {
    write(value) {
      buffer += `${JSON.stringify(value)}\n`;
      if (buffer.length >= BUFFER_BYTES) flush();
    },
    close() {
      flush();
      if (descriptor !== 1) attempt(() => closeSync(descriptor));
    },
  };
}

/** Takes back a line that was written in part. */
function cutTo(descriptor: number, bytes: number): void {
  try {
    ftruncateSync(descriptor, bytes);
  } catch {
    // A device: there is nothing to take back.
  }
}

/** Prints lines to standard output, or to the standard error (2). Throws `UserError` where they cannot be written. */
export function print(lines: string, descriptor = 1): void {
  try {
    writeAll(descriptor, Buffer.from(`${lines}\n`));
  } catch (error) {
    throw new UserError(
      `cannot write to standard ${descriptor === 1 ? "output" : "error"}: ${(error as Error).message}`,
    );
  }
}

/** Writes everything; waits where a pipe is full. What the reader of a pipe no longer wants is dropped: others get theirs. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
