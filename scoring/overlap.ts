import type { MeasuredAlert } from "./measuredAlert";

/** What rules have in common. */
export interface Overlap {
  rules: string[];
  /** `shared[a][b]`: alerts of rule a that list a payment which an alert of rule b lists, too. */
  shared: number[][];
  /** Alerts of each rule none of whose payments any other rule's alerts list. */
  alone: number[];
}

/** Of the alerts of these rules. */
export function overlapOf(rules: readonly string[], alerts: readonly MeasuredAlert[]): Overlap {
  const place = new Map(rules.map((rule, i) => [rule, i]));
  const listing = new Map<string, Set<number>>();
  for (const { rule, lines } of alerts) {
    const at = place.get(rule.id) as number;
    for (const line of lines) listing.set(line, (listing.get(line) ?? new Set()).add(at));
  }
  const shared = rules.map(() => rules.map(() => 0));
  const alone = rules.map(() => 0);
  for (const { rule, lines } of alerts) {
    const own = place.get(rule.id) as number;
    const others = new Set(lines.flatMap((line) => [...(listing.get(line) as Set<number>)]));
    for (const other of others) shared[own][other]++;
    if (others.size === 1) alone[own]++;
  }
  return { rules: [...rules], shared, alone };
}
