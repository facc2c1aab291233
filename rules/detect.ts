import type { Transaction } from "../payment/transaction";
import { byStart, type Finding } from "./finding";
import { Gathered } from "./gathered";
import { judgeAll } from "./judge";
import { placesOf } from "./place";
import type { RuleSet } from "./ruleSet";
import type { Unjudged } from "./unjudged";
import type { View } from "./view";

/** What the rules find in all these payments, which may come in any order; by start of the window, then by id. */
export function detect({ views }: RuleSet, payments: Iterable<Transaction>, unjudged: Unjudged = () => {}): Finding[] {
  const gathered = new Map<View, Map<string, Gathered>>(views.map((view) => [view, new Map()]));
  for (const payment of payments) {
    for (const place of placesOf(views, payment, unjudged)) {
      const ofView = gathered.get(place.view) as Map<string, Gathered>;
      const ofKey = ofView.get(place.key) ?? new Gathered(place.view);
      ofView.set(place.key, ofKey);
      ofKey.add(place);
    }
  }
  const found: Finding[] = [];
  for (const [view, keys] of gathered) {
    for (const [key, ofKey] of keys) {
      for (const finding of judgeAll(view, key, ofKey.parts(), unjudged)) found.push(finding);
      keys.delete(key);
    }
  }
  return found.sort(byStart);
}
