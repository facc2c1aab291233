import type { Setup } from "../setup";
import { alternate } from "../sideBySide/compareThroughput";
import type { Curve, CurvePoint } from "./curve";
import type { MeasuredPoint } from "./results";

export interface GrowthPlan {
  curves: Curve[];
  payments: number;
  rounds: number;
  /** No point is begun after so long. */
  budgetMs: number;
}

/** Measures the points of the curves one by one and hands out each as it is there; tells which no time was left for. */
export async function measureGrowth(
  setup: Setup,
  { curves, payments, rounds, budgetMs }: GrowthPlan,
  onPoint: (curve: Curve, point: MeasuredPoint) => void,
): Promise<string[]> {
  const deadline = Date.now() + budgetMs;
  const left: string[] = [];
  for (const curve of curves) {
    for (const point of curve.points(payments, Date.now())) {
      if (Date.now() > deadline) left.push(`${curve.name} ${point.label}`);
      else onPoint(curve, await measurePoint(setup, curve, point, rounds));
    }
  }
  return left;
}

async function measurePoint(
  setup: Setup,
  curve: Curve,
  { x, label, workload, job }: CurvePoint,
  rounds: number,
): Promise<MeasuredPoint> {
  setup.report(`${curve.name} ${label}`);
  const comparison = await alternate(setup, workload, { job, rounds });
  return { ...comparison, x, label, measuredAt: new Date().toISOString() };
}
