import type { Condition } from "../conditions/condition";
import { FOLDS } from "../folds/folds";
import { type Direction, type SlotKind, slotKind } from "../folds/slot";
import type { KeyKind } from "../keys/key";

/** What a measure can be of the payments for which its condition holds. */
export const MEASURES = ["count", "sum", "largest", "smallest", "first", "last", "payers", "payees"] as const;
export type MeasureKind = (typeof MEASURES)[number];

export const MEASURE_MEANINGS: Record<MeasureKind, string> = {
  count: "number of payments",
  sum: "sum of their amounts",
  largest: "amount of the largest; not known where there is none",
  smallest: "amount of the smallest; not known where there is none",
  first: "time of the first; not known where there is none",
  last: "time of the last; not known where there is none",
  payers: "number of different accounts that paid the key's account",
  payees: "number of different accounts that the key's account paid",
};

/** What to keep for a measure; undefined where the key does not have it. */
export function measureSlot(kind: MeasureKind, key: KeyKind, condition: Condition): SlotKind | undefined {
  if (kind !== "payers" && kind !== "payees") return slotKind(FOLDS[kind], undefined, condition);
  const known = key.summaryNames.find(({ name }) => name === kind);
  return known && slotKind(FOLDS.accounts, known.needs[0].direction as Direction | undefined, condition);
}
