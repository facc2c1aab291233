import { cell, text } from "@observablehq/plot";
import type { SweepPointResult, SweepResult } from "../../result";
import { COLORS, svgPlot } from "./svgPlot";

/** Cells in a row that have room for their figures. */
const MOST_FIGURES = 12;

/** One figure of a grid of two parameters: the stronger the colour, the more; the present setting has a frame. */
export function heatMap(
  { rule, parameters, points }: SweepResult,
  title: string,
  of: (point: SweepPointResult) => number | undefined,
  figure: (value: number) => string,
) {
  const [across, down] = parameters;
  const onGrid = points.filter(
    ({ values }) => across.values.includes(values[across.name]) && down.values.includes(values[down.name]),
  );
  const known = onGrid.flatMap((point) => {
    const value = of(point);
    return value === undefined ? [] : [{ ...point, x: point.values[across.name], y: point.values[down.name], value }];
  });
  const most = Math.max(...known.map(({ value }) => value), Number.MIN_VALUE);
  const present = onGrid
    .filter((point) => point.present)
    .map(({ values }) => ({ x: values[across.name], y: values[down.name] }));
  return svgPlot(`${title} of ${rule} by ${across.name} and ${down.name}`, {
    height: 70 + 30 * down.values.length,
    marginLeft: 64,
    marginBottom: 44,
    padding: 0.06,
    x: { type: "band", domain: across.values, label: across.name, tickRotate: across.values.length > 8 ? -45 : 0 },
    y: { type: "band", domain: down.values.toReversed(), label: down.name },
    marks: [
      cell(known, {
        x: "x",
        y: "y",
        fill: COLORS.accent,
        fillOpacity: ({ value }: { value: number }) => 0.06 + (0.74 * value) / most,
      }),
      cell(present, { x: "x", y: "y", stroke: COLORS.second, strokeWidth: 3, fill: "none" }),
      ...(across.values.length > MOST_FIGURES
        ? []
        : [
            text(known, {
              x: "x",
              y: "y",
              text: ({ value }: { value: number }) => figure(value),
              fill: "currentColor",
              stroke: COLORS.surface,
              strokeWidth: 3,
            }),
          ]),
    ],
  });
}
