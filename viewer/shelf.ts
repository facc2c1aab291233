import { findIndex } from "./findIndex";

/** What has an age, by `lastMs` in epoch milliseconds, then `id`, and takes memory. */
export interface Aged {
  id: string;
  lastMs: number;
  bytes: number;
}

/** Items in order of their age, and what they take together. */
export type Shelf<T extends Aged> = ReturnType<typeof createShelf<T>>;

export function createShelf<T extends Aged>() {
  /** Oldest first. */
  const byAge: T[] = [];
  let bytes = 0;
  const placeOf = (item: T) => findIndex(byAge, (other) => isBefore(item, other));

  return {
    add(item: T): void {
      byAge.splice(placeOf(item), 0, item);
      bytes += item.bytes;
    },
    /** Takes out an item that is here. */
    remove(item: T): void {
      byAge.splice(placeOf(item) - 1, 1);
      bytes -= item.bytes;
    },
    /** An item that is here takes so many bytes more than it did. */
    grow(more: number): void {
      bytes += more;
    },
    oldest: (): T | undefined => byAge[0],
    newestFirst: (): T[] => [...byAge].reverse(),
    size: () => byAge.length,
    bytes: () => bytes,
  };
}

function isBefore(a: Aged, b: Aged): boolean {
  return a.lastMs !== b.lastMs ? a.lastMs < b.lastMs : a.id < b.id;
}
