/** Passes lines on and tells how many there were, twice a second, where a person watches. */
export function* withProgress<T>(
  lines: Iterable<T>,
  terminal: { isTTY?: boolean; write(text: string): unknown },
): Generator<T> {
  if (!terminal.isTTY) return yield* lines;
  let count = 0;
  let next = Date.now() + 500;
  for (const line of lines) {
    yield line;
    if ((++count & 1023) === 0 && Date.now() >= next) {
      terminal.write(`\r${count.toLocaleString("en-US")} lines read`);
      next = Date.now() + 500;
    }
  }
  if (count > 0) terminal.write("\r\u001b[K");
}
