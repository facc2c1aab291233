/** The known name that was probably meant: the closest, at most two letters away. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let closest: string | undefined;
  let least = 3;
  for (const candidate of known) {
    const letters = distance(candidate, name);
    if (letters < least) [closest, least] = [candidate, letters];
  }
  return closest;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
