/** One look at a process: epoch ms, and the CPU seconds that it had used by then. */
export interface CpuSample {
  atMs: number;
  cpuSeconds: number;
}

/** CPU seconds used from `fromMs` to `toMs` (epoch ms), by straight lines between samples in the order of their time. */
export function cpuBetween(samples: CpuSample[], fromMs: number, toMs: number): number {
  return cpuAt(samples, toMs) - cpuAt(samples, fromMs);
}

/** Before the first sample what that one says, after the last one what the last one says: the process has ended. */
function cpuAt(samples: CpuSample[], atMs: number): number {
  const next = samples.findIndex((sample) => sample.atMs >= atMs);
  if (next < 0) return samples.at(-1)?.cpuSeconds ?? 0;
  const after = samples[next];
  const before = samples[next - 1];
  if (before === undefined) return after.cpuSeconds;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.cpuSeconds + share * (after.cpuSeconds - before.cpuSeconds);
}
