import { BASELINE } from "../contenders/contenders";
import type { Growth, MeasuredCurve } from "../growth/results";
import { medianOf } from "./comparisonTable";
import { markdownTable } from "./markdownTable";
import { figure, ratio } from "./numbers";

/** A table for each curve. */
export function growthSection({ curves }: Growth): string {
  return Object.values(curves).map(curveTable).join("\n\n");
}

/** What a curve's points cost, and how that compares. */
export function curveTable({ title, axis, points }: MeasuredCurve): string {
  const head = [
    axis,
    "",
    "CPU-s per million",
    "to native",
    "payments/s",
    "to native",
    "checkpoint MB",
    "sessions held, at most",
  ];
  const rows = points.flatMap(({ label, contenders, peakOpenSessions }) => {
    const base = contenders.find(({ name }) => name === BASELINE);
    return contenders.map((contender) => {
      const cost = medianOf(contender, (run) => run.totalCpuSecondsPerMillion);
      const speed = medianOf(contender, (run) => run.paymentsPerSecond);
      return [
        label,
        contender.title,
        figure(cost),
        ratio(cost, base && medianOf(base, (run) => run.totalCpuSecondsPerMillion)),
        figure(speed),
        ratio(speed, base && medianOf(base, (run) => run.paymentsPerSecond)),
        figure(medianOf(contender, (run) => run.checkpointMb)),
        peakOpenSessions.toLocaleString("en-US"),
      ];
    });
  });
  return `**${title}**\n\n${markdownTable(head, rows)}`;
}
