import type { Column, CountedProcess } from "../contenders/contender";
import { type CpuSample, cpuBetween } from "./cpuBetween";
import { allProcesses, familyOf, memoryMb, statOf } from "./processTree";

const EVERY_MS = 200;
/** Every so many looks, processes that have come meanwhile are looked for. */
const SEARCH_EVERY = 5;

interface Followed {
  column: Column;
  samples: CpuSample[];
  peakMb: number;
}

/** What processes used between two moments. */
export interface Usage {
  cpuSeconds: Partial<Record<Column, number>>;
  /** Memory (RSS) of a column's processes, each at its own peak. */
  peakMb: Partial<Record<Column, number>>;
}

/** Follows processes and their children, those that come later too, from now until `stop`. Linux only. */
export function startProcessSampler(processes: () => CountedProcess[]) {
  const followed = new Map<number, Followed>();
  let looks = 0;
  let lastMs = Date.now();

  function search(): void {
    const all = allProcesses();
    for (const { pid, column } of processes()) {
      for (const member of familyOf(pid, all)) {
        if (followed.has(member)) continue;
        // What is there at the first look was there before; what comes later began with nothing after the last look.
        const samples = looks === 0 ? [] : [{ atMs: lastMs, cpuSeconds: 0 }];
        followed.set(member, { column, samples, peakMb: 0 });
      }
    }
  }

  function look(): void {
    if (looks % SEARCH_EVERY === 0) search();
    looks++;
    lastMs = Date.now();
    for (const [pid, process] of followed) {
      const stat = statOf(pid);
      if (stat === undefined) continue;
      process.samples.push({ atMs: Date.now(), cpuSeconds: stat.cpuSeconds });
      process.peakMb = Math.max(process.peakMb, memoryMb(pid, "VmRSS") ?? 0);
    }
  }

  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop(): void {
      clearInterval(timer);
      look();
    },
    /** Times are epoch ms. */
    usage(fromMs: number, toMs: number): Usage {
      const usage: Usage = { cpuSeconds: {}, peakMb: {} };
      for (const { column, samples, peakMb } of followed.values()) {
        usage.cpuSeconds[column] = (usage.cpuSeconds[column] ?? 0) + cpuBetween(samples, fromMs, toMs);
        usage.peakMb[column] = (usage.peakMb[column] ?? 0) + peakMb;
      }
      return usage;
    },
  };
}
