import { BASELINE } from "../contenders/contenders";
import type { Run } from "../measure/run";
import type { Comparison, ContenderRuns } from "../sideBySide/results";
import { markdownTable } from "./markdownTable";
import { figure, ratio } from "./numbers";
import { type Spread, spreadOf } from "./spread";

const HEAD = [
  "",
  "CPU-s per million",
  "to native",
  "TaskManager",
  "JobManager",
  "workers",
  "(Kafka)",
  "payments/s",
  "to native",
  "heap MB",
  "TaskManager RSS MB",
  "workers RSS MB",
  "checkpoint MB",
];

/** The medians of a workload's exact runs, the least and the most of what ratios are formed of, and the ratios. */
export function comparisonTable({ contenders }: Comparison): string {
  const base = contenders.find(({ name }) => name === BASELINE);
  return markdownTable(
    HEAD,
    contenders.map((contender) => rowOf(contender, base)),
  );
}

function rowOf(contender: ContenderRuns, base: ContenderRuns | undefined): string[] {
  const median = (pick: (run: Run) => number | undefined) => figure(medianOf(contender, pick));
  const total = (run: Run) => run.totalCpuSecondsPerMillion;
  const speed = (run: Run) => run.paymentsPerSecond;
  return [
    titleOf(contender),
    spreadText(spreadOf(exactRuns(contender).map(total))),
    ratio(medianOf(contender, total), base && medianOf(base, total)),
    median(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.taskManager),
    median(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.jobManager),
    median(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.workers),
    median(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion.kafka),
    spreadText(spreadOf(exactRuns(contender).map(speed))),
    ratio(medianOf(contender, speed), base && medianOf(base, speed)),
    median(({ peakMb }) => peakMb.heap),
    median(({ peakMb }) => peakMb.taskManager),
    median(({ peakMb }) => peakMb.workers),
    median(({ checkpointMb }) => checkpointMb),
  ];
}

/** With how many runs do not count, if any, and why the first of them gave up, if it did. */
function titleOf({ title, runs, failures }: ContenderRuns): string {
  const wrong = runs.filter(({ exact }) => !exact);
  const count = wrong.length + failures.length;
  if (count === 0) return title;
  const reason = wrong[0]?.problem?.split(":")[0];
  return `${title}: ${count} of ${runs.length + failures.length} NOT EXACT${reason === undefined ? "" : `, ${reason}`}`;
}

/** Only what equals the reference counts. */
export function exactRuns({ runs }: ContenderRuns): Run[] {
  return runs.filter(({ exact }) => exact);
}

export function medianOf(contender: ContenderRuns, pick: (run: Run) => number | undefined): number | undefined {
  return spreadOf(exactRuns(contender).map(pick))?.median;
}

function spreadText(spread: Spread | undefined): string {
  if (spread === undefined) return figure(undefined);
  const { median, min, max } = spread;
  return min === max ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;
}
