import { Amount, Count, Duration, Time, type TypeName, type Value } from "../conditions/units";
import { FOLDS } from "../folds/folds";
import { type SlotKind, slotKind } from "../folds/slot";
import type { Summary } from "../summary/summary";

/** What `when` can ask of a window. */
export interface SummaryName {
  name: string;
  type: TypeName;
  meaning: string;
  /** Its value only ever grows as payments are added. */
  grows: boolean;
  /** What has to be kept for it. */
  needs: readonly SlotKind[];
  /** The value, from what was kept for `needs`; undefined where it is not known. */
  read(summary: Summary, kept: readonly unknown[]): Value | undefined;
}

/** What every key has. */
export const SUMMARY_NAMES: readonly SummaryName[] = [
  always("total", "Amount", true, "sum of all amounts", ({ totalCents }) => new Amount(totalCents)),
  always("count", "Count", true, "number of payments", ({ count }) => new Count(count)),
  ofSlot("largest", "amount of the largest payment", slotKind(FOLDS.largest)),
  ofSlot("smallest", "amount of the smallest payment", slotKind(FOLDS.smallest)),
  always("first", "Time", false, "time of the first payment", ({ firstMs }) => new Time(firstMs)),
  always("last", "Time", true, "time of the last payment", ({ lastMs }) => new Time(lastMs)),
  always(
    "span",
    "Duration",
    true,
    "from the first payment to the last",
    (kept) => new Duration(kept.lastMs - kept.firstMs),
  ),
];

/** A name for what a single slot holds. */
export function ofSlot(name: string, meaning: string, slot: SlotKind): SummaryName {
  const { fold } = slot;
  return { name, type: fold.type, grows: fold.grows, meaning, needs: [slot], read: (_, [value]) => fold.read(value) };
}

function always(
  name: string,
  type: TypeName,
  grows: boolean,
  meaning: string,
  read: (summary: Summary) => Value,
): SummaryName {
  return { name, type, grows, meaning, needs: [], read };
}
