/** A queue that hands out the smallest item first; equal items in no promised order. */
export interface Heap<T> {
  readonly size: number;
  /** The smallest item, left in place. */
  readonly top: T | undefined;
  push(item: T): void;
  pop(): T | undefined;
}

/** A binary heap. */
export function createHeap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const items: T[] = [];
  const swap = (a: number, b: number) => {
    [items[a], items[b]] = [items[b], items[a]];
  };
  return {
    get size() {
      return items.length;
    },
    get top() {
      return items[0];
    },
    push(item) {
      items.push(item);
      for (let at = items.length - 1, parent = (at - 1) >> 1; at > 0; at = parent, parent = (at - 1) >> 1) {
        if (compare(items[parent], items[at]) <= 0) break;
        swap(at, parent);
      }
    },
    pop() {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      const smallest = items.pop();
      for (let at = 0; ; ) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < items.length && compare(items[child], items[least]) < 0) least = child;
        }
        if (least === at) return smallest;
        swap(at, least);
        at = least;
      }
    },
  };
}
