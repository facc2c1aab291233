import { createHash } from "node:crypto";
import type { Condition } from "../conditions/condition";
import type { AnyFold } from "./folds";

/** Payments that the key's account paid, or was paid. */
export type Direction = "incoming" | "outgoing";

/** What is kept of which payments of a window. */
export interface SlotKind {
  /** The same for the same fold over the same payments, whatever rule asks for it; the fold's code in the last bits. */
  id: number;
  fold: AnyFold;
  direction?: Direction;
  /** Of the payment; all of them where it is missing. */
  condition?: Condition;
}

const CODE_BITS = 4;

export function slotKind(fold: AnyFold, direction?: Direction, condition?: Condition): SlotKind {
  const text = `${fold.name} ${direction ?? ""} ${condition?.canonical ?? ""}`;
  const hash = createHash("sha256").update(text).digest().readUInt32BE();
  // The first bit keeps it apart from the ids of what every summary has.
  return { id: ((((hash | 0x80000000) >>> CODE_BITS) << CODE_BITS) >>> 0) + fold.code, fold, direction, condition };
}

/** The code of the fold of a slot. */
export function codeOf(id: number): number {
  return id & ((1 << CODE_BITS) - 1);
}
