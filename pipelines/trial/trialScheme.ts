import type { Transaction } from "../../payment/transaction";
import type { Alert } from "../../transforms/alert";
import { alertSchemaIdOf } from "../../transforms/alertAvro";
import { unwrapped } from "../../transforms/alertFormat";

/** Two payments of `nowMs` that cross the limit together and not alone, between two accounts that nobody else has. */
export function trialScheme(name: string, thresholdCents: number, nowMs: number): Transaction[] {
  const amountCents = Math.floor(thresholdCents / 2) + 1;
  const payment = { timestampMs: nowMs, origin: `trial-${name}-origin`, target: `trial-${name}-target`, amountCents };
  return [payment, payment];
}

/** Whether a record of the alerts' topic is the alert of that scheme, whatever its sums are grouped by. */
export function isAlertOf([{ origin, target }]: Transaction[], value: string): boolean {
  // Most alerts are of others: they need not be read.
  if (!value.includes(origin) && !value.includes(target)) return false;
  // Avro has texts as they are; nobody else's alerts name these accounts.
  if (alertSchemaIdOf(Buffer.from(value)) !== undefined) return true;
  const alert = unwrapped(JSON.parse(value)) as Partial<Alert>;
  return alert.origin === origin || alert.target === target;
}
