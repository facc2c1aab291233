import { accounts } from "./accounts";
import { count } from "./count";
import { first, largest, last, smallest } from "./extremes";
import type { Fold } from "./fold";
import { sum } from "./sum";

/** Everything that can be kept of payments. */
export const FOLDS = { count, sum, largest, smallest, first, last, accounts };

/** Whatever is kept: what goes in is what came out of the same fold. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyFold = Fold<any>;

const byCode = new Map<number, AnyFold>(Object.values(FOLDS).map((fold: AnyFold) => [fold.code, fold]));

/** Throws a `RangeError` for a code that this version does not know. */
export function foldOf(code: number): AnyFold {
  const fold = byCode.get(code);
  if (fold === undefined)
    throw new RangeError(`found a fold of code ${code}, expected one of ${[...byCode.keys()].join()}`);
  return fold;
}
