import { formatTransaction } from "../payment/transaction";
import { KEYS, type KeyName } from "../rules/keys/keys";
import type { KnownScheme, ScoredAlert } from "./score";

/**
 * Tells which of these schemes an alert has payments of. Where the alert does not list all of its own, those count that
 * are of its key and in its window.
 */
export function schemesSeenBy<S extends KnownScheme>(schemes: readonly S[]): (alert: ScoredAlert) => S[] {
  const byPayment = new Map<string, S[]>();
  for (const scheme of schemes)
    for (const payment of scheme.transactions) add(byPayment, formatTransaction(payment), scheme);
  const byKey = new Map<KeyName, Map<string, Place<S>[]>>();
  const placesOf = (kind: KeyName) => {
    const places = byKey.get(kind) ?? placesByKey(kind, schemes);
    byKey.set(kind, places);
    return places;
  };
  return ({ truncated, key, windowStartMs, windowEndMs, payments }) => {
    const seen = truncated
      ? (placesOf(key.kind as KeyName).get(key.text) ?? [])
          .filter(({ timestampMs }) => timestampMs >= windowStartMs && timestampMs < windowEndMs)
          .map(({ scheme }) => scheme)
      : payments.flatMap((payment) => byPayment.get(formatTransaction(payment)) ?? []);
    return [...new Set(seen)];
  };
}

/** When a scheme has a payment of a key. */
interface Place<S> {
  timestampMs: number;
  scheme: S;
}

function placesByKey<S extends KnownScheme>(kind: KeyName, schemes: readonly S[]): Map<string, Place<S>[]> {
  const places = new Map<string, Place<S>[]>();
  const { sides } = KEYS[kind];
  for (const scheme of schemes) {
    for (const payment of scheme.transactions) {
      for (const { keyOf } of sides) add(places, keyOf(payment), { timestampMs: payment.timestampMs, scheme });
    }
  }
  return places;
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
