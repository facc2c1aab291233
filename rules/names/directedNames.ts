import { FOLDS } from "../folds/folds";
import { type Direction, slotKind } from "../folds/slot";
import { ofSlot, type SummaryName } from "./summaryName";

/** The sum of what the key's account paid or was paid. */
export function amountIn(name: string, direction: Direction): SummaryName {
  return ofSlot(name, `sum of what the account ${DONE[direction]}`, slotKind(FOLDS.sum, direction));
}

export function countIn(name: string, direction: Direction): SummaryName {
  return ofSlot(name, `number of payments that the account ${DONE[direction]}`, slotKind(FOLDS.count, direction));
}

/** How many different accounts paid the key's account, or were paid by it. */
export function accounts(name: "payers" | "payees", direction?: Direction): SummaryName {
  const meaning = `number of different accounts that ${name === "payers" ? "paid it" : "it paid"}`;
  return ofSlot(name, meaning, slotKind(FOLDS.accounts, direction));
}

const DONE = { outgoing: "sent", incoming: "received" };
