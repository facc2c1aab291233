import { randomUUID } from "node:crypto";
import type { ViewChange } from "./alertStore";

/** How many changes a page may have missed and still be brought up to date without loading everything again. */
const KEPT_CHANGES = 5_000;

/** The view's changes in order, each with a number, for pages that follow them at their own pace. */
export type ChangeFeed = ReturnType<typeof createChangeFeed>;

/** Keeps the newest `kept` changes. Positions of another process's feed are unknown to this one. */
export function createChangeFeed(kept = KEPT_CHANGES, epoch: string = randomUUID()) {
  const changes: ViewChange[] = [];
  let last = 0;
  let waiting: (() => void)[] = [];

  return {
    push(change: ViewChange): void {
      changes.push(change);
      last++;
      // Half at a time: shifting each time would move the whole array.
      if (changes.length > 2 * kept) changes.splice(0, changes.length - kept);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    /** Where the feed stands: what a page names when it comes back. */
    position: (): string => `${epoch}.${last}`,
    /** What came after `position`, or undefined when that is too long ago or of another process. */
    since(position: string): ViewChange[] | undefined {
      const separator = position.lastIndexOf(".");
      const number = Number(position.slice(separator + 1));
      if (position.slice(0, separator) !== epoch || !Number.isInteger(number) || number > last) return undefined;
      const missed = last - number;
      return missed > changes.length ? undefined : missed === 0 ? [] : changes.slice(-missed);
    },
    /** Resolves at the next change, or after `ms`. */
    next(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(wake, ms);
        function wake() {
          clearTimeout(timer);
          waiting = waiting.filter((other) => other !== wake);
          resolve();
        }
        waiting.push(wake);
      });
    },
  };
}
