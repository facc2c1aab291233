import { type AnyFold, foldOf } from "../folds/folds";
import { codeOf } from "../folds/slot";

/** Which slots a summary holds values of, in which order: ascending by id. */
export interface Layout {
  ids: readonly number[];
  folds: readonly AnyFold[];
}

const known = new Map<string, Layout>();
/** Layouts change only with the rules. */
const MAX_KNOWN = 10_000;

/** The layout of these slots: the same object for the same ids, so that two can be compared by identity. */
export function layoutOf(ids: readonly number[]): Layout {
  const text = ids.join();
  let layout = known.get(text);
  if (layout === undefined) {
    layout = { ids: [...ids], folds: ids.map((id) => foldOf(codeOf(id))) };
    if (known.size < MAX_KNOWN) known.set(text, layout);
  }
  return layout;
}
