import type { Verdict } from "../../test/live/support/verdict";
import type { Column } from "../contenders/contender";

/** What one run of a contender over one workload has cost. */
export interface Run {
  /** From its last task at work to the arrival of the last needed alert. */
  seconds: number;
  paymentsPerSecond: number;
  /** In that time, for a million payments. */
  cpuSecondsPerMillion: Partial<Record<Column, number>>;
  /** The contender's own processes together, Kafka not among them. */
  totalCpuSecondsPerMillion: number;
  peakMb: { heap?: number; taskManager?: number; workers?: number };
  checkpointMb?: number;
  restarts: number;
  /** The whole output held against the reference; a run that is not exact does not count. */
  verdict: Verdict;
  exact: boolean;
  /** What was wrong, in one line. */
  problem?: string;
}
