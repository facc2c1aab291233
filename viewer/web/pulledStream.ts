export interface PulledStream {
  body: ReadableStream<Uint8Array>;
  /** Ends it from here. */
  end(): void;
}

export interface PullSettings {
  /** How long the reader may leave a message where it is, in milliseconds. */
  stallMs: number;
  onStall: () => void;
  /** Called once, however it ends. */
  onEnd: () => void;
}

/** A body whose next message is made when the last one has left: a slow reader costs one message, one that stalls is given up. */
export function pulledStream(messages: AsyncIterator<Uint8Array>, settings: PullSettings): PulledStream {
  let timer: NodeJS.Timeout | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let isOver = false;

  function finish(): boolean {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timer);
    settings.onEnd();
    return true;
  }

  function end(): void {
    if (finish()) controller.close();
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      async pull() {
        clearTimeout(timer);
        const { value, done } = await messages.next();
        if (isOver) return;
        if (done) return end();
        controller.enqueue(value);
        timer = setTimeout(settings.onStall, settings.stallMs);
      },
      cancel: () => void finish(),
    },
    { highWaterMark: 0 },
  );
  return { body, end };
}
