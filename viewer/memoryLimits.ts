import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

const MEBIBYTE = 1024 * 1024;
const MOST_FOR_ALERTS = 256 * MEBIBYTE;
const MOST_FOR_CHANGES = 16 * MEBIBYTE;

/** Bytes that this process may take, and how much of them as JavaScript objects. */
export interface Memory {
  bytes: number;
  heapBytes: number;
}

export interface MemoryLimits {
  alertBytes: number;
  /** For the changes that pages may still have to be told. */
  changeBytes: number;
  /** Set where less was taken than asked for. */
  warning?: string;
}

/** What the container (its cgroup) gives, or else the machine; and V8's own limit. */
export function memoryOfProcess(): Memory {
  // Nothing, 0 or a number beyond the machine's memory where there is no limit.
  const container = process.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  return { bytes: Math.min(container, totalmem()), heapBytes: getHeapStatistics().heap_size_limit };
}

/**
 * A quarter of the memory for kept alerts, at most 256 MiB: pages, the records in flight and the collector's slack need
 * the rest. Who asks for more gets half at most, since a viewer that dies of its alerts dies again at each start.
 */
export function memoryLimits({ bytes, heapBytes }: Memory, askedMegabytes?: number): MemoryLimits {
  const most = Math.floor(Math.min(bytes, heapBytes) / 2);
  const asked = askedMegabytes === undefined ? undefined : askedMegabytes * MEBIBYTE;
  const alertBytes = Math.min(asked ?? Math.min(MOST_FOR_ALERTS, Math.floor(bytes / 4)), most);
  const limits = { alertBytes, changeBytes: Math.min(MOST_FOR_CHANGES, Math.floor(alertBytes / 8)) };
  if (asked === undefined || asked <= most) return limits;
  const found = Math.floor(alertBytes / MEBIBYTE);
  return {
    ...limits,
    warning: `--max-megabytes: found ${askedMegabytes}, took ${found}: half of the memory that this process may use`,
  };
}
