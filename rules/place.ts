import type { Transaction } from "../payment/transaction";
import type { Values } from "./conditions/condition";
import type { SlotKind } from "./folds/slot";
import { inForceAt } from "./inForce";
import type { Side } from "./keys/key";
import { valuesOf } from "./names/paymentNames";
import { contains, type Interval, type Taken } from "./summary/summary";
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
      if (takesPart(view, side, seen, unjudged))
        places.push({ key: side.keyOf(payment), ...placeIn(view, side, seen, unjudged) });
    }
  }
  return places;
}

/** Where a payment that takes part in a view is gathered in it, by one of the view's sides. */
export function placeIn(view: View, side: Side, seen: SeenPayment, unjudged: Unjudged): Omit<Place, "key"> {
  const { payment } = seen;
  const outgoing = side.isOutgoing(payment);
  const counts = countsOf(view, seen, outgoing, unjudged);
  const taken = { payment, counterparty: side.counterpartyOf(payment), outgoing, counts };
  return { view, interval: view.window.intervalOf(payment.timestampMs), taken };
}

/** The values of a payment, made only if some condition asks for them. */
export class SeenPayment {
  private asOutgoing?: Values;
  private asIncoming?: Values;

  constructor(readonly payment: Transaction) {}

  values(outgoing: boolean): Values {
    if (outgoing) this.asOutgoing ??= valuesOf(this.payment, true);
    else this.asIncoming ??= valuesOf(this.payment, false);
    return (outgoing ? this.asOutgoing : this.asIncoming) as Values;
  }
}

/** Whether a payment is gathered in a view, by one of the view's sides. */
export function takesPart(view: View, side: Side, seen: SeenPayment, unjudged: Unjudged): boolean {
  if (view.era !== undefined && !contains(view.era, seen.payment.timestampMs)) return false;
  if (view.where === undefined) return true;
  const takes = answer(view.where, seen.values(side.isOutgoing(seen.payment)));
  if (typeof takes === "boolean") return takes;
  for (const { id } of inForceAt(view.rules, seen.payment.timestampMs)) unjudged(id, "where", takes.message);
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
  for (const { id, slots } of inForceAt(view.rules, seen.payment.timestampMs))
    if (slots.some((one) => one.id === slot.id)) unjudged(id, "measure", counts.message);
  return false;
}
