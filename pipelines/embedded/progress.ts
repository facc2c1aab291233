/** How far reading is. */
export interface Progress {
  linesRead: number;
  /** Of all that there is to read, 0 to 1, where that is known. */
  share?: number;
}

interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** What is left cannot be told from a moment. */
const TOO_SOON_MS = 1_000;

/** Tells how far reading is, its rate and the time left, where a person watches. `clear` takes it away. */
export function progressOn(terminal: Terminal, clock = () => performance.now()) {
  if (!terminal.isTTY) return { tell: undefined, clear: () => {} };
  const startedMs = clock();
  let isShown = false;
  return {
    tell(progress: Progress) {
      isShown = true;
      terminal.write(`\r${progressText(progress, (clock() - startedMs) / 1_000)}\u001b[K`);
    },
    clear() {
      if (isShown) terminal.write("\r\u001b[K");
      isShown = false;
    },
  };
}

/** `1,204,000 lines read, 12 %, 150,000 lines a second, 1 min 10 s left` */
export function progressText({ linesRead, share }: Progress, seconds: number): string {
  const rate = Math.round(linesRead / Math.max(seconds, 0.001));
  const shown = [`${grouped(linesRead)} lines read`, `${grouped(rate)} lines a second`];
  if (share === undefined || seconds * 1_000 < TOO_SOON_MS) return shown.join(", ");
  return [shown[0], `${Math.floor(share * 100)} %`, shown[1], `${inWords((seconds / share) * (1 - share))} left`].join(
    ", ",
  );
}

function inWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
