/** The first index whose item passes `test`, or the length; items that fail must all come before those that pass. */
export function findIndex<T>(sorted: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
