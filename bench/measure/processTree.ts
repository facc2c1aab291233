import { readdirSync, readFileSync } from "node:fs";

/** What Linux says of a process. */
export interface ProcessStat {
  pid: number;
  parentPid: number;
  /** User and system time since its start, s; its ended children's are not in it. */
  cpuSeconds: number;
}

/** Linux gives times in ticks of this length to every program, whatever the kernel's own. */
const TICKS_PER_SECOND = 100;

/** Undefined for a process that is gone. */
export function statOf(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
}

/** A line of /proc/PID/stat. The program's name stands in parentheses and may hold anything. */
export function parseStat(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number.parseInt(line, 10),
    parentPid: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  };
}

/** The process and all that it, or one of those, has started and that still run. */
export function familyOf(pid: number, all: ProcessStat[] = allProcesses()): number[] {
  const family = [pid];
  for (const member of family) for (const child of all) if (child.parentPid === member) family.push(child.pid);
  return family;
}

export function allProcesses(): ProcessStat[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => statOf(Number(pid)) ?? []);
}

/** A figure of /proc/PID/status in MB: VmRSS is the memory held now, VmHWM the most ever. Undefined when it is gone. */
export function memoryMb(pid: number, name: "VmRSS" | "VmHWM"): number | undefined {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return found === null ? undefined : Number(found[1]) / 1024;
  } catch {
    return undefined;
  }
}
