import { barPlot } from "../plots/barPlot";
import { linePlot } from "../plots/linePlot";
import type { Comparison, ContenderLatency, SideBySide } from "../sideBySide/results";
import { exactRuns, medianOf } from "./comparisonTable";

/** Pictures of a comparison, by the names of their files. */
export function sideBySidePlots({ throughput, latency }: SideBySide): Record<string, string> {
  return {
    ...(throughput === undefined ? {} : { "cpu.svg": cpuPlot(throughput.comparisons) }),
    ...(latency === undefined ? {} : { "latency.svg": latencyPlot(latency.contenders) }),
  };
}

function cpuPlot(comparisons: Comparison[]): string {
  return barPlot({
    title: "CPU-seconds per million payments",
    axis: "CPU-seconds per million payments",
    parts: ["TaskManager", "JobManager", "workers"],
    groups: comparisons.map(({ workload, contenders }) => ({
      name: workload,
      bars: contenders
        .filter((contender) => exactRuns(contender).length > 0)
        .map((contender) => ({
          name: contender.title,
          parts: (["taskManager", "jobManager", "workers"] as const).map(
            (column) => medianOf(contender, ({ cpuSecondsPerMillion }) => cpuSecondsPerMillion[column]) ?? 0,
          ),
        })),
    })),
  });
}

function latencyPlot(contenders: ContenderLatency[]): string {
  const panel = (title: string, pick: "p50" | "p99") => ({
    title,
    logY: true,
    series: contenders.map(({ title, rates }) => ({
      name: title,
      points: rates.filter(({ count }) => count > 0).map((row): [number, number] => [row.rate, row[pick]]),
    })),
  });
  return linePlot({
    title: "From a payment to its EARLY alert",
    axis: "payments a second",
    panels: [panel("median, ms", "p50"), panel("99th percentile, ms", "p99")],
  });
}
