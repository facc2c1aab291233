import { dot, line, text } from "@observablehq/plot";
import type { SweepResult } from "../../result";
import { COLORS, svgPlot } from "./svgPlot";

/** Precision against recall of the points of a sweep; the present setting has a ring and its value. */
export function curvePlot({ rule, parameters, points }: SweepResult) {
  const known = points
    .filter(({ precision, recall }) => precision !== undefined && recall !== undefined)
    .map((point) => ({ ...point, name: parameters.map(({ name }) => point.values[name]).join(", ") }));
  const swept = known.filter(({ present }, i) => !present || i < known.length - 1);
  const shown = labelled(known);
  return svgPlot(`Precision against recall of ${rule} for ${known.length} settings`, {
    height: 320,
    marginLeft: 52,
    marginRight: 40,
    x: { domain: [0, 100], percent: true, grid: true, label: "recall, %" },
    y: { domain: [0, 100], percent: true, grid: true, label: "precision, %" },
    marks: [
      ...(parameters.length === 1
        ? [line(swept, { x: "recall", y: "precision", stroke: COLORS.muted, strokeOpacity: 0.6 })]
        : []),
      dot(known, { x: "recall", y: "precision", fill: COLORS.accent, r: 4 }),
      dot(
        known.filter(({ present }) => present),
        { x: "recall", y: "precision", stroke: COLORS.second, strokeWidth: 2.5, r: 9 },
      ),
      text(shown, {
        x: "recall",
        y: "precision",
        text: "name",
        dy: -16,
        fill: "currentColor",
        stroke: COLORS.surface,
        strokeWidth: 4,
      }),
    ],
  });
}

/** One name at a place, the present setting's first, and none so near another that they cannot be read. */
function labelled<P extends { precision?: number; recall?: number; present: boolean }>(points: readonly P[]): P[] {
  const chosen: P[] = [];
  for (const point of points.toSorted((a, b) => Number(b.present) - Number(a.present))) {
    const isNear = (other: P) =>
      Math.abs((other.recall ?? 0) - (point.recall ?? 0)) < 0.14 &&
      Math.abs((other.precision ?? 0) - (point.precision ?? 0)) < 0.08;
    if (!chosen.some(isNear)) chosen.push(point);
  }
  return chosen;
}
