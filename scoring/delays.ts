import type { Labelled } from "./label";
import type { MeasuredAlert } from "./measuredAlert";
import { type Spread, spreadOf } from "./quantiles";
import type { KnownScheme } from "./score";

/** How long it takes, in event time, ms. */
export interface Delays {
  /** From a scheme's first payment to the first EARLY warning about it; nothing where the rule gives none. */
  schemeToEarly: Spread;
  /** From a scheme's first payment to the first final alert about it: the end of its window. */
  schemeToAlert: Spread;
  /** From the payment with which a rule first held to the final alert. */
  crossingToAlert: Spread;
}

/** Of the alerts of one rule. An alert about a scheme from before its first payment counts as at once. */
export function delaysOf(labelled: readonly Labelled<MeasuredAlert>[]): Delays {
  const bySchemes = new Map<KnownScheme, MeasuredAlert[]>();
  for (const { alert, schemes } of labelled) {
    for (const scheme of schemes) bySchemes.set(scheme, [...(bySchemes.get(scheme) ?? []), alert]);
  }
  const found = [...bySchemes].map(([scheme, alerts]) => ({ firstMs: firstOf(scheme), alerts }));
  const early = found.filter(({ alerts }) => alerts.some(({ warnsEarly }) => warnsEarly));
  return {
    schemeToEarly: spreadOf(
      early.map(({ firstMs, alerts }) =>
        since(
          firstMs,
          alerts.map(({ crossingMs }) => crossingMs),
        ),
      ),
    ),
    schemeToAlert: spreadOf(
      found.map(({ firstMs, alerts }) =>
        since(
          firstMs,
          alerts.map(({ windowEndMs }) => windowEndMs),
        ),
      ),
    ),
    crossingToAlert: spreadOf(
      labelled.map(({ alert: { crossingMs, windowEndMs } }) =>
        crossingMs === undefined ? undefined : windowEndMs - crossingMs,
      ),
    ),
  };
}

function firstOf({ transactions }: KnownScheme): number {
  return Math.min(...transactions.map(({ timestampMs }) => timestampMs));
}

/** Undefined where a time that might be the earliest is not known. */
function since(firstMs: number, times: (number | undefined)[]): number | undefined {
  const earliest = Math.min(...times.map((time) => time ?? Number.NaN));
  return Number.isNaN(earliest) ? undefined : Math.max(0, earliest - firstMs);
}
