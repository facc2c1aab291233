/** Resolves with the reason once the reader of standard output has gone, as `head` does when it has seen enough. */
export function readerGone(): Promise<string> {
  return new Promise((resolve) => {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") resolve(READER_GONE);
    });
  });
}

/** Why a program stops that nobody listens to. */
export const READER_GONE = "the reader has gone";
