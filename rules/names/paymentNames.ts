import type { Transaction } from "../../payment/transaction";
import type { Values } from "../conditions/condition";
import { Amount, Time, type TypeName } from "../conditions/units";

/** What `where` and measures can ask of one payment. */
export interface PaymentName {
  name: string;
  type: TypeName;
  meaning: string;
}

export const PAYMENT_NAMES: readonly PaymentName[] = [
  { name: "amount", type: "Amount", meaning: "how much was paid" },
  { name: "origin", type: "string", meaning: "the account that paid" },
  { name: "target", type: "string", meaning: "the account that was paid" },
  { name: "time", type: "Time", meaning: "when; `time.getHours()` and the like are in UTC" },
];

export const incoming: PaymentName = { name: "incoming", type: "bool", meaning: "the key's account was paid" };
export const outgoing: PaymentName = { name: "outgoing", type: "bool", meaning: "the key's account paid" };

/** The values of one payment, seen as one that the key's account paid or was paid. */
export function valuesOf({ amountCents, origin, target, timestampMs }: Transaction, isOutgoing: boolean): Values {
  return {
    amount: new Amount(amountCents),
    origin,
    target,
    time: new Time(timestampMs),
    incoming: !isOutgoing,
    outgoing: isOutgoing,
  };
}
