import type { Comparison, SideBySide } from "../sideBySide/results";
import { comparisonTable } from "./comparisonTable";
import { latencyTable } from "./latencyTable";
import type { Machine } from "./machine";

/** A table for each workload, under what was measured where. */
export function throughputSection({
  measuredAt,
  machine,
  settings,
  comparisons,
}: NonNullable<SideBySide["throughput"]>): string {
  const { rounds, partitions, parallelism, checkpointIntervalMs } = settings;
  const runs =
    rounds === 1 ? "one run" : `medians of ${rounds} runs in turn (least–most; single figures are of one run)`;
  return [
    `${placeOf(machine, measuredAt)} ${partitions} partitions, parallelism ${parallelism}, a checkpoint every ${checkpointIntervalMs / 1000} s, ${runs}.`,
    ...comparisons.map((comparison) => `${headOf(comparison)}\n\n${comparisonTable(comparison)}`),
  ].join("\n\n");
}

export function latencySection({
  measuredAt,
  machine,
  settings,
  contenders,
}: NonNullable<SideBySide["latency"]>): string {
  const { warmUpMs, timeMs, gapMs, parallelism } = settings;
  return [
    `${placeOf(machine, measuredAt)} Parallelism ${parallelism}, ${timeMs / 1000} s at each rate after ${warmUpMs / 1000} s of load, sessions that end after ${gapMs / 1000} s.`,
    latencyTable(contenders),
  ].join("\n\n");
}

function headOf({ workload, describe, payments, alerts }: Comparison): string {
  const count = (figure: number) => figure.toLocaleString("en-US");
  return `**${workload}** (${describe}; ${count(payments)} payments, ${count(alerts)} alerts)`;
}

/** Where and when, in a sentence or two. */
export function placeOf({ cores, cpu, memoryGb, versions }: Machine, measuredAt: string): string {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${measuredAt.slice(0, 10)}, everything on ${cores} cores of ${cpu}, ${memoryGb} GB. ${software.join(", ")}.`;
}
