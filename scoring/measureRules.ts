import type { Draw } from "./bootstrap";
import { type Confidence, confidenceOf } from "./confidence";
import { type Delays, delaysOf } from "./delays";
import { accountsIn, type Figures, figuresOf, type Share, shareOf } from "./figures";
import { isReal, type Labelled, labelAlerts, type Truth } from "./label";
import type { MeasuredAlert } from "./measuredAlert";
import { type Overlap, overlapOf } from "./overlap";
import type { KnownScheme } from "./score";

/** How good one rule is, or all rules that count are together. */
export interface Measured extends Figures {
  confidence: Confidence;
  /** By kind of scheme, whatever the rule is there for. */
  kinds: Record<string, Share>;
  delays: Delays;
  /** Schemes that it finds and no other rule does. */
  onlyHere: number;
}

export interface MeasuredRules<A extends MeasuredAlert = MeasuredAlert, S extends KnownScheme = KnownScheme> {
  labelled: Labelled<A, S>[];
  rules: Map<string, Measured>;
  all: Measured;
  overlap: Overlap;
  /** Real ones that no rule found which counts. */
  missed: S[];
}

/** Measures rules by their alerts. `shadow`: rules that count for nothing in `all`; `days`: all days of the archive. */
export function measureRules<A extends MeasuredAlert, S extends KnownScheme>(
  rules: readonly string[],
  shadow: ReadonlySet<string>,
  alerts: readonly A[],
  truth: Truth<S>,
  days: readonly number[],
  draw: Draw,
): MeasuredRules<A, S> {
  const labelled = labelAlerts(alerts, truth);
  const real = truth.schemes.filter(isReal);
  const suspects = accountsIn(real);
  const counting = labelled.filter(({ alert }) => !shadow.has(alert.rule.id));
  const finders = findersOf(counting);
  const measure = (own: Labelled<MeasuredAlert>[], wanted: readonly KnownScheme[], rule?: string): Measured => {
    const seen = new Set(own.flatMap(({ schemes }) => schemes));
    return {
      ...figuresOf(own, wanted, suspects, days.length),
      confidence: confidenceOf(own, wanted, days, draw),
      kinds: sharesByKind(real, seen),
      delays: delaysOf(own),
      onlyHere: [...seen].filter((scheme) => [...(finders.get(scheme) ?? [])].every((finder) => finder === rule))
        .length,
    };
  };
  const all = measure(counting, real);
  return {
    labelled,
    rules: new Map(
      rules.map((rule) => [
        rule,
        measure(
          labelled.filter(({ alert }) => alert.rule.id === rule),
          wantedOf(rule, real),
          rule,
        ),
      ]),
    ),
    all,
    overlap: overlapOf(rules, alerts),
    missed: real.filter((scheme) => !finders.has(scheme)),
  };
}

/** The schemes that a rule is there to find: all, where none says that it is there for it. */
export function wantedOf(rule: string, real: readonly KnownScheme[]): readonly KnownScheme[] {
  const wanted = real.filter(({ expected }) => expected.includes(rule));
  return wanted.length > 0 ? wanted : real;
}

function findersOf(labelled: readonly Labelled<MeasuredAlert>[]): Map<KnownScheme, Set<string>> {
  const finders = new Map<KnownScheme, Set<string>>();
  for (const { alert, schemes } of labelled) {
    for (const scheme of schemes) finders.set(scheme, (finders.get(scheme) ?? new Set()).add(alert.rule.id));
  }
  return finders;
}

function sharesByKind(real: readonly KnownScheme[], seen: ReadonlySet<KnownScheme>): Record<string, Share> {
  const kinds = [...new Set(real.map(({ kind }) => kind))].sort();
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      shareOf(
        real.filter((scheme) => scheme.kind === kind),
        (scheme) => seen.has(scheme),
      ),
    ]),
  );
}
