import { randomUUID } from "node:crypto";
import type { ViewChange } from "./alertStore";

export interface FeedLimits {
  /** How many changes a page may have missed and still be brought up to date without loading everything again. */
  kept: number;
  /** Of memory, for the changes that are kept. */
  bytes: number;
  /** Characters of JSON handed out at once. */
  portion: number;
}

const LIMITS: FeedLimits = { kept: 5_000, bytes: 16 * 1024 * 1024, portion: 256 * 1024 };

/** Changes that come one after another, and where the feed stands after them. */
export interface Missed {
  /** Each as JSON. */
  changes: readonly string[];
  position: string;
}

/** The view's changes in order, each with a number, for pages that follow them at their own pace. */
export type ChangeFeed = ReturnType<typeof createChangeFeed>;

/** Keeps the newest changes. Positions of another process's feed are unknown to this one. */
export function createChangeFeed(limits: Partial<FeedLimits> = {}, epoch: string = randomUUID()) {
  const { kept, bytes: maxBytes, portion } = { ...LIMITS, ...limits };
  const changes: string[] = [];
  let bytes = 0;
  let last = 0;
  const waiting = new Set<() => void>();

  function forget(count: number): void {
    for (const text of changes.splice(0, count)) bytes -= text.length * 2;
  }

  /** How many changes came after `position`, or undefined when that is too long ago or of another process. */
  function behind(position: string): number | undefined {
    const separator = position.lastIndexOf(".");
    const number = Number(position.slice(separator + 1));
    if (position.slice(0, separator) !== epoch || !Number.isInteger(number) || number > last) return undefined;
    return last - number > changes.length ? undefined : last - number;
  }

  return {
    push(change: ViewChange): void {
      const text = JSON.stringify(change);
      changes.push(text);
      bytes += text.length * 2;
      last++;
      // Half at a time: shifting each time would move the whole array.
      if (changes.length > 2 * kept || bytes > maxBytes) forget(Math.ceil(changes.length / 2));
      for (const wake of waiting) wake();
    },
    /** Where the feed stands: what a page names when it comes back. */
    position: (): string => `${epoch}.${last}`,
    behind,
    /** What came after `position`, the first of it where it is much; undefined where `behind` is. */
    since(position: string): Missed | undefined {
      const missed = behind(position);
      if (missed === undefined) return undefined;
      const from = changes.length - missed;
      let to = from;
      for (let characters = 0; to < changes.length && characters < portion; to++) characters += changes[to].length;
      return { changes: changes.slice(from, to), position: `${epoch}.${last - changes.length + to}` };
    },
    /** Resolves at the next change, after `ms`, or when `signal` says so. */
    next(ms: number, signal?: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(wake, ms);
        function wake() {
          clearTimeout(timer);
          waiting.delete(wake);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        waiting.add(wake);
        signal?.addEventListener("abort", wake);
        if (signal?.aborted) wake();
      });
    },
  };
}
