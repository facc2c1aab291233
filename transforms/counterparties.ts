/** Up to so many different counterparties of one key are counted exactly; beyond it is known that there are more. */
export const MAX_COUNTERPARTIES = 4_096;

/**
 * The names that are kept: the first by text, and one more than are counted, to know that there are more. They are those
 * of all payments in whatever order and parts these were added.
 */
const KEPT = MAX_COUNTERPARTIES + 1;

/** Adds a name. Sorting only when twice as many are there as are kept makes an addition cheap. */
export function addCounterparty(names: Set<string>, name: string): void {
  names.add(name);
  if (names.size >= 2 * KEPT) for (const beyond of [...names].sort().slice(KEPT)) names.delete(beyond);
}

/** The names that are kept, by text. */
export function keptCounterparties(names: ReadonlySet<string>): string[] {
  return [...names].sort().slice(0, KEPT);
}
