import type { Latency } from "../latency/measureLatency";
import type { Run } from "../measure/run";
import type { Machine } from "../report/machine";

/** All runs of one contender over one workload. */
export interface ContenderRuns {
  name: string;
  title: string;
  runs: Run[];
  /** Why runs did not come to an end. */
  failures: string[];
}

/** One workload, by all contenders in turn. */
export interface Comparison {
  workload: string;
  describe: string;
  payments: number;
  /** Alerts that must be found. */
  alerts: number;
  /** Most sessions at once that are open or may still be corrected. */
  peakOpenSessions: number;
  contenders: ContenderRuns[];
}

export interface ContenderLatency {
  name: string;
  title: string;
  rates: Latency[];
  failures: string[];
}

/** `side-by-side.json`. A part that was not measured anew stays as it was. */
export interface SideBySide {
  throughput?: { measuredAt: string; machine: Machine; settings: ThroughputSettings; comparisons: Comparison[] };
  latency?: { measuredAt: string; machine: Machine; settings: LatencySettings; contenders: ContenderLatency[] };
}

export interface ThroughputSettings {
  rounds: number;
  partitions: number;
  parallelism: number;
  checkpointIntervalMs: number;
}

export interface LatencySettings {
  warmUpMs: number;
  timeMs: number;
  gapMs: number;
  parallelism: number;
}
