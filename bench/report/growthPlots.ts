import type { Growth, MeasuredCurve } from "../growth/results";
import type { Run } from "../measure/run";
import { type LinePanel, linePlot } from "../plots/linePlot";
import { medianOf } from "./comparisonTable";

/** A picture of each curve, by the names of their files. */
export function growthPlots({ curves }: Growth): Record<string, string> {
  return Object.fromEntries(Object.entries(curves).map(([name, curve]) => [`growth-${name}.svg`, growthPlot(curve)]));
}

function growthPlot(curve: MeasuredCurve): string {
  const { title, axis, log, points } = curve;
  return linePlot({
    title,
    axis,
    labels: log ? undefined : new Map(points.map(({ x, label }) => [x, label])),
    panels: [
      panelOf(curve, "CPU-s per million", (run) => run.totalCpuSecondsPerMillion),
      panelOf(curve, "payments/s", (run) => run.paymentsPerSecond),
      panelOf(curve, "largest checkpoint, MB", (run) => run.checkpointMb),
    ],
  });
}

function panelOf({ points }: MeasuredCurve, title: string, pick: (run: Run) => number | undefined): LinePanel {
  const names = [...new Set(points.flatMap(({ contenders }) => contenders.map((contender) => contender.title)))];
  return {
    title,
    series: names.map((name) => ({
      name,
      points: points.flatMap(({ x, contenders }): [number, number][] => {
        const contender = contenders.find((candidate) => candidate.title === name);
        const figure = contender && medianOf(contender, pick);
        return figure === undefined ? [] : [[x, figure]];
      }),
    })),
  };
}
