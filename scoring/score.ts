import type { Transaction } from "../payment/transaction";
import { schemesSeenBy } from "./schemesSeenBy";

/** What is known of a planted scheme. */
export interface KnownScheme {
  kind: string;
  /** Ids of the rules that are there to find it. */
  expected: readonly string[];
  /** True where it only looks like a scheme: what touches nothing else is a false alarm. */
  honest: boolean;
  /** True where nobody knows whether it is one: an alert about it has no label. */
  unknown?: boolean;
  /** Of an honest one: the only rule whose alerts it speaks of; all where it is missing. */
  onlyOfRule?: string;
  transactions: readonly Transaction[];
}

/** What is asked of an alert. */
export interface ScoredAlert {
  rule: { id: string };
  /** Kind of the key as rules name it, and the key itself. */
  key: { kind: string; text: string };
  windowStartMs: number;
  /** Exclusive. */
  windowEndMs: number;
  /** Those that the alert lists; `truncated` tells that there are more. */
  payments: readonly Transaction[];
  truncated: boolean;
}

/** How good a rule is. */
export interface RuleScore<S extends KnownScheme = KnownScheme, A extends ScoredAlert = ScoredAlert> {
  rule: string;
  /** Schemes that the rule is there for, with an alert of the rule that has one of their payments, and without. */
  found: S[];
  missed: S[];
  alerts: A[];
  /** Alerts that have no payment of any scheme. */
  falseAlarms: A[];
  /** Alerts that have payments of schemes, but of none that the rule is there for. */
  ofOtherKinds: A[];
}

/** Holds alerts against what was planted, rule by rule, in the order of `rules`. */
export function scoreRules<S extends KnownScheme, A extends ScoredAlert>(
  rules: readonly string[],
  schemes: readonly S[],
  alerts: readonly A[],
): RuleScore<S, A>[] {
  const real = schemes.filter(({ honest }) => !honest);
  const seenBy = schemesSeenBy(real);
  const seen = new Map(alerts.map((alert) => [alert, seenBy(alert)]));
  return rules.map((rule) => {
    const own = alerts.filter((alert) => alert.rule.id === rule);
    const isFor = (scheme: S) => scheme.expected.includes(rule);
    const shown = new Set(own.flatMap((alert) => seen.get(alert) as S[]));
    const wanted = real.filter(isFor);
    return {
      rule,
      found: wanted.filter((scheme) => shown.has(scheme)),
      missed: wanted.filter((scheme) => !shown.has(scheme)),
      alerts: own,
      falseAlarms: own.filter((alert) => seen.get(alert)?.length === 0),
      ofOtherKinds: own.filter((alert) => {
        const those = seen.get(alert) as S[];
        return those.length > 0 && !those.some(isFor);
      }),
    };
  });
}
