import type { Transaction } from "../payment/transaction";
import type { Values } from "./conditions/condition";
import type { SlotKind } from "./folds/slot";
import { valuesOf } from "./names/paymentNames";
import type { Interval, Taken } from "./summary/summary";
import { answer, type Unjudged } from "./unjudged";
import type { View } from "./view";

/** Where a payment is gathered. */
export interface Place {
  view: View;
  key: string;
  interval: Interval;
  taken: Taken;
}

/** Every place where a payment is gathered. A condition without an answer does not hold, and `unjudged` is told. */
export function placesOf(views: readonly View[], payment: Transaction, unjudged: Unjudged): Place[] {
  const places: Place[] = [];
  const seen = new SeenPayment(payment);
  for (const view of views) {
    for (const side of view.key.sides) {
      const outgoing = side.isOutgoing(payment);
      if (!takesPart(view, seen, outgoing, unjudged)) continue;
      const counts = countsOf(view, seen, outgoing, unjudged);
      const counterparty = side.counterpartyOf(payment);
      const taken = { payment, counterparty, outgoing, counts };
      places.push({ view, key: side.keyOf(payment), interval: view.window.intervalOf(payment.timestampMs), taken });
    }
  }
  return places;
}

/** The values of a payment, made only if some condition asks for them. */
class SeenPayment {
  private asOutgoing?: Values;
  private asIncoming?: Values;

  constructor(private readonly payment: Transaction) {}

  values(outgoing: boolean): Values {
    if (outgoing) this.asOutgoing ??= valuesOf(this.payment, true);
    else this.asIncoming ??= valuesOf(this.payment, false);
    return (outgoing ? this.asOutgoing : this.asIncoming) as Values;
  }
}

function takesPart(view: View, seen: SeenPayment, outgoing: boolean, unjudged: Unjudged): boolean {
  if (view.where === undefined) return true;
  const takes = answer(view.where, seen.values(outgoing));
  if (typeof takes === "boolean") return takes;
  for (const { id } of view.rules) unjudged(id, "where", takes.message);
  return false;
}

const NONE: readonly boolean[] = [];

function countsOf(view: View, seen: SeenPayment, outgoing: boolean, unjudged: Unjudged): readonly boolean[] {
  // Many a rule asks for nothing but what is always kept.
  if (view.slots.length === 0) return NONE;
  return view.slots.map((slot) => countsIn(slot, seen, outgoing, view, unjudged));
}

function countsIn(slot: SlotKind, seen: SeenPayment, outgoing: boolean, view: View, unjudged: Unjudged): boolean {
  if (slot.direction !== undefined && (slot.direction === "outgoing") !== outgoing) return false;
  if (slot.condition === undefined) return true;
  const counts = answer(slot.condition, seen.values(outgoing));
  if (typeof counts === "boolean") return counts;
  for (const { id, slots } of view.rules)
    if (slots.some((one) => one.id === slot.id)) unjudged(id, "measure", counts.message);
  return false;
}
