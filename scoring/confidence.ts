import { type Draw, type Interval, intervalOf } from "./bootstrap";
import type { Label, Labelled } from "./label";
import type { MeasuredAlert } from "./measuredAlert";
import type { KnownScheme } from "./score";

/** 95 % ranges; missing where there is too little to tell one. */
export interface Confidence {
  /** Over days. */
  aDay?: Interval;
  precision?: Interval;
  /** Over schemes. */
  recall?: Interval;
}

type Day = Record<Label, number>;

/** Of these alerts, against schemes that they are wanted to find; `days` are all days of the archive. */
export function confidenceOf(
  labelled: readonly Labelled<MeasuredAlert>[],
  wanted: readonly KnownScheme[],
  days: readonly number[],
  draw: Draw,
): Confidence {
  const seen = new Set(labelled.flatMap(({ schemes }) => schemes));
  const byDay = labelsByDay(labelled, days);
  const recall = intervalOf(
    wanted.map((scheme) => Number(seen.has(scheme))),
    (sample) => sumOf(sample, (found) => found) / sample.length,
    draw,
  );
  return {
    aDay: intervalOf(byDay, (sample) => sumOf(sample, alertsOf) / sample.length, draw),
    precision: intervalOf(byDay, precisionOf, draw),
    recall,
  };
}

/** How many alerts of each label there are on each of these days. */
export function labelsByDay(labelled: readonly Labelled<MeasuredAlert>[], days: readonly number[]): Day[] {
  const counts = new Map(days.map((day): [number, Day] => [day, { scheme: 0, honest: 0, unlabelled: 0 }]));
  for (const { alert, label } of labelled) {
    const day = counts.get(alert.day);
    if (day !== undefined) day[label]++;
  }
  return [...counts.values()];
}

const alertsOf = ({ scheme, honest, unlabelled }: Day) => scheme + honest + unlabelled;

function precisionOf(days: readonly Day[]): number | undefined {
  const right = sumOf(days, ({ scheme }) => scheme);
  const all = right + sumOf(days, ({ honest }) => honest);
  return all === 0 ? undefined : right / all;
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum;
}
