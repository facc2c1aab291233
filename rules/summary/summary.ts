import { addCents, type SumCents } from "../../payment/money";
import type { Transaction } from "../../payment/transaction";
import { addEvidence, type Evidence, evidenceOf } from "./evidence";
import { type Layout, layoutOf } from "./layout";

/** Half-open, in epoch ms. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/**
 * What is known of some payments of one key in one window, or of one part of it: enough to merge it with others in any
 * order. What every alert tells is always there; all else only where a rule asks for it.
 */
export interface Summary extends Interval {
  firstMs: number;
  lastMs: number;
  count: number;
  totalCents: SumCents;
  /** At most twice as many as are wanted, unordered; `earliest` sorts and cuts. */
  evidence: Evidence[];
  /** Payments listed as evidence at most. */
  maxEvidence: number;
  layout: Layout;
  /** Of the slots of the layout. */
  values: unknown[];
}

/** What a summary is asked to keep. */
export interface Keeping {
  layout: Layout;
  /** Payments listed as evidence at most. */
  maxEvidence: number;
}

/** A payment as one key sees it. */
export interface Taken {
  payment: Transaction;
  counterparty: string;
  outgoing: boolean;
  /** For each slot of the layout, whether the payment counts there. */
  counts: readonly boolean[];
}

export function emptySummary({ layout, maxEvidence }: Keeping, { startMs, endMs }: Interval): Summary {
  const values = layout.folds.map((fold) => fold.empty());
  return {
    startMs,
    endMs,
    firstMs: Infinity,
    lastMs: -Infinity,
    count: 0,
    totalCents: 0,
    evidence: [],
    maxEvidence,
    layout,
    values,
  };
}

/** Adds a payment whose own interval is `interval`, in place. */
export function addPayment(summary: Summary, taken: Taken, interval: Interval): void {
  const { payment, counterparty, outgoing, counts } = taken;
  const { values, layout } = summary;
  widen(summary, interval, payment.timestampMs, payment.timestampMs);
  summary.count++;
  summary.totalCents = addCents(summary.totalCents, payment.amountCents);
  summary.evidence = addEvidence(summary.evidence, evidenceOf(payment, counterparty, outgoing), summary.maxEvidence);
  for (let i = 0; i < values.length; i++) {
    if (counts[i]) values[i] = layout.folds[i].add(values[i], payment, counterparty);
  }
}

/** Adds `other`, in place; `other` stays as it is. Slots that only one of the two has are gone: they are not known. */
export function mergeInto(summary: Summary, other: Summary): void {
  widen(summary, other, other.firstMs, other.lastMs);
  summary.count += other.count;
  summary.totalCents = addCents(summary.totalCents, other.totalCents);
  summary.maxEvidence = Math.max(summary.maxEvidence, other.maxEvidence);
  for (const payment of other.evidence) summary.evidence = addEvidence(summary.evidence, payment, summary.maxEvidence);
  if (summary.layout !== other.layout) keepCommon(summary, other.layout);
  const { layout, values } = summary;
  for (let i = 0; i < values.length; i++) values[i] = layout.folds[i].merge(values[i], keptAt(other, layout, i));
}

/** A summary that can be added to while the given one stays as it is: elements of a collection belong to the runner. */
export function copyOf(summary: Summary): Summary {
  const { layout, values, evidence } = summary;
  return { ...summary, evidence: [...evidence], values: values.map((value, i) => layout.folds[i].copy(value)) };
}

/** What is kept in a slot; undefined where that is not known. */
export function kept({ layout, values }: Summary, slotId: number): unknown {
  const i = layout.ids.indexOf(slotId);
  return i < 0 ? undefined : values[i];
}

export function contains({ startMs, endMs }: Interval, ms: number): boolean {
  return ms >= startMs && ms < endMs;
}

/** Whether half-open intervals have a moment in common. */
export function overlap(a: Interval, b: Interval): boolean {
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

function widen(summary: Summary, { startMs, endMs }: Interval, firstMs: number, lastMs: number): void {
  if (startMs < summary.startMs) summary.startMs = startMs;
  if (endMs > summary.endMs) summary.endMs = endMs;
  if (firstMs < summary.firstMs) summary.firstMs = firstMs;
  if (lastMs > summary.lastMs) summary.lastMs = lastMs;
}

function keptAt(other: Summary, layout: Layout, i: number): unknown {
  return other.layout === layout ? other.values[i] : kept(other, layout.ids[i]);
}

function keepCommon(summary: Summary, { ids }: Layout): void {
  const { layout, values } = summary;
  const common = layout.ids.filter((id) => ids.includes(id));
  summary.values = values.filter((_, i) => ids.includes(layout.ids[i]));
  summary.layout = layoutOf(common);
}
