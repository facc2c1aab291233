import type { Alert } from "../../transforms/alert";
import type { Read } from "./fileRun";

/** What a detection found. */
export interface Found extends Read {
  /** By start of the window, then by id: the order of the lines makes no difference. */
  alerts: Alert[];
}

export function byStart(a: Alert, b: Alert): number {
  return Date.parse(a.windowStart) - Date.parse(b.windowStart) || (a.id < b.id ? -1 : 1);
}
