import type { Machine } from "../report/machine";
import type { Comparison } from "../sideBySide/results";

/** One place on a curve, as measured. */
export interface MeasuredPoint extends Comparison {
  x: number;
  label: string;
  measuredAt: string;
}

export interface MeasuredCurve {
  title: string;
  axis: string;
  log: boolean;
  points: MeasuredPoint[];
}

/** `growth.json`: curves by their names. */
export interface Growth {
  machine: Machine;
  curves: Record<string, MeasuredCurve>;
}

/** A point that was measured again replaces the older one. */
export function withPoint(curve: MeasuredCurve, point: MeasuredPoint): MeasuredCurve {
  const others = curve.points.filter(({ x }) => x !== point.x);
  return { ...curve, points: [...others, point].sort((a, b) => a.x - b.x) };
}
