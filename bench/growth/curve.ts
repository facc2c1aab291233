import type { JobSettings } from "../sideBySide/runContender";
import type { Workload } from "../workloads/workload";

/** One place on a curve. */
export interface CurvePoint {
  x: number;
  /** How the axis names it. */
  label: string;
  workload: Workload;
  job: JobSettings;
}

/** What is varied while all else stays as it is. */
export interface Curve {
  /** As `--growth` names it. */
  name: string;
  title: string;
  /** What the x axis shows, with its unit. */
  axis: string;
  /** Whether x grows by factors; otherwise places are equally far apart. */
  log: boolean;
  /** `payments`: of each workload; `nowMs`: all of them are older, epoch ms. */
  points(payments: number, nowMs: number): CurvePoint[];
}
