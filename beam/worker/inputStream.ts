/** One message of a bundle's input. */
export interface Piece {
  data: Uint8Array;
  isLast: boolean;
}

/**
 * A bundle's input in the order it came. It may begin to arrive before the bundle is asked for.
 * One message is processed at a time: the end may not overtake elements that are still worked on.
 */
export class InputStream {
  private waiting: Piece[] = [];
  private wake: (() => void) | undefined;

  push(piece: Piece): void {
    this.waiting.push(piece);
    this.wake?.();
  }

  /** Resolves after the last message is processed; rejects with the first error of `process`. */
  async readAll(process: (data: Uint8Array) => Promise<void>): Promise<void> {
    for (;;) {
      const pieces = this.waiting;
      this.waiting = [];
      for (const { data, isLast } of pieces) {
        if (data.length > 0) await process(data);
        if (isLast) return;
      }
      if (this.waiting.length === 0) await this.nextPiece();
    }
  }

  private nextPiece(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
