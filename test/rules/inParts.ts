import protobuf from "protobufjs";
import type { Transaction } from "../../payment/transaction";
import type { Finding } from "../../rules/finding";
import { Gathered } from "../../rules/gathered";
import { judgeAll } from "../../rules/judge";
import { placesOf } from "../../rules/place";
import type { RuleSet } from "../../rules/ruleSet";
import type { Summary } from "../../rules/summary/summary";
import { decodeSummary, encodeSummary } from "../../rules/summary/summaryCoder";
import { splitStateKey, stateKey } from "../../rules/view";

/**
 * The way of payments through a cluster: bundles are summed up each for itself, the sums are bytes under a key, come in
 * any order, and are put together there.
 */
export function detectInParts({ views }: RuleSet, bundles: Transaction[][], order: (n: number) => number): Finding[] {
  const sent: { key: string; bytes: Uint8Array }[] = [];
  for (const bundle of bundles) {
    const sums = new Map<string, Gathered>();
    for (const payment of bundle) {
      for (const place of placesOf(views, payment, () => {})) {
        const key = stateKey(place.view, place.key);
        const sum = sums.get(key) ?? new Gathered(place.view);
        sums.set(key, sum);
        sum.add(place);
      }
    }
    for (const [key, sum] of sums) for (const part of sum.parts()) sent.push({ key, bytes: bytesOf(part) });
  }
  const state = new Map<string, Gathered>();
  while (sent.length > 0) {
    const [{ key, bytes }] = sent.splice(order(sent.length) % sent.length, 1);
    const view = views.find(({ fingerprint }) => fingerprint === splitStateKey(key).fingerprint);
    if (view === undefined) throw new Error(key);
    const sum = state.get(key) ?? new Gathered(view);
    state.set(key, sum);
    sum.merge(decodeSummary(protobuf.Reader.create(bytes)));
  }
  return [...state].flatMap(([text, sum]) => {
    const { fingerprint, key } = splitStateKey(text);
    const view = views.find((one) => one.fingerprint === fingerprint);
    if (view === undefined) return [];
    return judgeAll(view, key, sum.parts(), () => {});
  });
}

export function bytesOf(summary: Summary): Uint8Array {
  const writer = protobuf.Writer.create();
  encodeSummary(summary, writer);
  return writer.finish();
}
