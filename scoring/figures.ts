import { addCents, type SumCents } from "../payment/money";
import type { Transaction } from "../payment/transaction";
import type { Label, Labelled } from "./label";
import type { MeasuredAlert } from "./measuredAlert";
import type { KnownScheme } from "./score";

/** How many have which label; precision is of those that have one. */
export interface Labels extends Record<Label, number> {
  precision?: number;
}

/** How many of which there are, and which part of them was found. */
export interface Share {
  of: number;
  found: number;
  recall?: number;
}

/** What some alerts find, and whom they bother: of one rule, or of all. */
export interface Figures {
  alerts: Labels & { count: number; aDay: number };
  /** Sum of the listed payments, each once. */
  amountCents: SumCents;
  /** Of those that are wanted. */
  schemes: Share;
  /** Accounts that alerts name, and how many of those in the wanted schemes are among them. */
  accounts: Labels & { count: number } & Pick<Share, "of" | "found" | "recall">;
}

/** Of these alerts, held against the schemes that they are wanted to find, in so many days. */
export function figuresOf(
  labelled: readonly Labelled<MeasuredAlert>[],
  wanted: readonly KnownScheme[],
  suspects: ReadonlySet<string>,
  days: number,
): Figures {
  const seen = new Set(labelled.flatMap(({ schemes }) => schemes));
  const labels = labelsOf(labelled.map(({ label }) => label));
  return {
    alerts: { count: labelled.length, aDay: labelled.length / Math.max(1, days), ...labels },
    amountCents: amountOf(labelled.map(({ alert }) => alert)),
    schemes: shareOf(wanted, (scheme) => seen.has(scheme)),
    accounts: accountsOf(labelled, wanted, suspects),
  };
}

/** All accounts of schemes. */
export function accountsIn(schemes: readonly KnownScheme[]): Set<string> {
  return new Set(schemes.flatMap(({ transactions }) => transactions.flatMap(({ origin, target }) => [origin, target])));
}

function accountsOf(
  labelled: readonly Labelled<MeasuredAlert>[],
  wanted: readonly KnownScheme[],
  suspects: ReadonlySet<string>,
): Figures["accounts"] {
  const named = new Map<string, Label>();
  for (const { alert, label } of labelled) {
    for (const account of alert.accounts) {
      if (suspects.has(account)) named.set(account, "scheme");
      else if (label === "honest" || !named.has(account)) named.set(account, label === "honest" ? label : "unlabelled");
    }
  }
  const share = shareOf([...accountsIn(wanted)], (account) => named.has(account));
  return { count: named.size, ...labelsOf([...named.values()]), ...share };
}

function labelsOf(labels: readonly Label[]): Labels {
  const counts = { scheme: 0, honest: 0, unlabelled: 0 };
  for (const label of labels) counts[label]++;
  return { ...counts, ...ratio("precision", counts.scheme, counts.scheme + counts.honest) };
}

/** Which part of these was found. */
export function shareOf<T>(all: readonly T[], isFound: (one: T) => boolean): Share {
  const found = all.filter(isFound).length;
  return { of: all.length, found, ...ratio("recall", found, all.length) };
}

/** Nothing where there is nothing to divide by. */
function ratio<K extends string>(name: K, part: number, whole: number): { [name in K]?: number } {
  return (whole === 0 ? {} : { [name]: part / whole }) as { [name in K]?: number };
}

/** The sum of the listed payments of alerts, each once. */
export function amountOf(alerts: readonly MeasuredAlert[]): SumCents {
  const payments = new Map<string, Transaction>();
  for (const { lines, payments: listed } of alerts) {
    for (const [i, line] of lines.entries()) payments.set(line, listed[i]);
  }
  return [...payments.values()].reduce<SumCents>((sum, { amountCents }) => addCents(sum, amountCents), 0);
}
