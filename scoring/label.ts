import { schemesSeenBy } from "./schemesSeenBy";
import type { KnownScheme, ScoredAlert } from "./score";

/** What is known: `complete` says that what is not of a scheme is honest, otherwise nobody knows. */
export interface Truth<S extends KnownScheme = KnownScheme> {
  schemes: readonly S[];
  complete: boolean;
}

/** About a scheme; about honest payments only; or nobody knows, which is never taken for honest. */
export type Label = "scheme" | "honest" | "unlabelled";

export interface Labelled<A extends ScoredAlert = ScoredAlert, S extends KnownScheme = KnownScheme> {
  alert: A;
  label: Label;
  /** The real ones that it has payments of. */
  schemes: S[];
}

export function isReal({ honest, unknown }: KnownScheme): boolean {
  return !honest && !unknown;
}

/** Holds alerts against the truth, in their order. */
export function labelAlerts<A extends ScoredAlert, S extends KnownScheme>(
  alerts: readonly A[],
  { schemes, complete }: Truth<S>,
): Labelled<A, S>[] {
  const seenBy = schemesSeenBy(schemes);
  return alerts.map((alert) => {
    const seen = seenBy(alert);
    const real = seen.filter(isReal);
    return { alert, schemes: real, label: real.length > 0 ? "scheme" : labelWithout(alert, seen, complete) };
  });
}

function labelWithout(alert: ScoredAlert, seen: KnownScheme[], complete: boolean): Label {
  if (seen.some(({ unknown }) => unknown)) return "unlabelled";
  const speaks = ({ onlyOfRule = alert.rule.id }: KnownScheme) => onlyOfRule === alert.rule.id;
  return complete || seen.some(speaks) ? "honest" : "unlabelled";
}
