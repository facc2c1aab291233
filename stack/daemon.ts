import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How to run a program. */
export interface Command {
  program: string;
  args: string[];
  cwd?: string;
  environment?: Record<string, string>;
}

/** A process that was started, as its file in the state folder remembers it. */
export interface ProcessRecord {
  pid: number;
  /** The kernel's start time of the process, so that a pid which another program got later is not taken for it. */
  startTicks?: string;
  /** ISO 8601. */
  startedAt: string;
}

/** Starts a program that outlives this one. What it prints goes to `outFile`, its record to `recordFile`. */
export async function startDaemon(command: Command, outFile: string, recordFile: string): Promise<ProcessRecord> {
  mkdirSync(dirname(outFile), { recursive: true });
  mkdirSync(dirname(recordFile), { recursive: true });
  const out = openSync(outFile, "w");
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: { ...process.env, ...command.environment },
    detached: true,
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  child.unref();
  const pid = child.pid as number;
  const record = { pid, startTicks: procStat(pid)?.startTicks, startedAt: new Date().toISOString() };
  writeFileSync(recordFile, `${JSON.stringify(record)}\n`);
  return record;
}

/** The process of a record file, if it is alive. */
export function runningProcess(recordFile: string): ProcessRecord | undefined {
  const record = readRecord(recordFile);
  return record !== undefined && isAlive(record) ? record : undefined;
}

/** The last process of a record file, alive or not; none after it was stopped on purpose. */
export function readRecord(recordFile: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** Asks the process to end and waits; after `graceMs` ends it and its children. */
export async function stopDaemon(recordFile: string, graceMs: number): Promise<void> {
  const record = runningProcess(recordFile);
  if (record !== undefined) {
    process.kill(record.pid, "SIGTERM");
    if (!(await hasEnded(record, graceMs))) {
      // The daemon leads a process group of its own.
      process.kill(-record.pid, "SIGKILL");
      await hasEnded(record, 10_000);
    }
  }
  rmSync(recordFile, { force: true });
}

/** Sends `signal` to the process and, for SIGKILL, waits until it is gone. */
export async function signalDaemon(record: ProcessRecord, signal: NodeJS.Signals): Promise<void> {
  process.kill(record.pid, signal);
  if (signal === "SIGKILL") await hasEnded(record, 10_000);
}

async function hasEnded(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (isAlive(record)) {
    if (Date.now() > end) return false;
    await sleep(50);
  }
  return true;
}

function isAlive({ pid, startTicks }: ProcessRecord): boolean {
  if (startTicks !== undefined) {
    const stat = procStat(pid);
    if (stat === undefined || stat.startTicks !== startTicks) return false;
    // A killed process whose first thread has ended is called a zombie while its other threads still hold its ports.
    return stat.state !== "Z" || threadsOf(pid) > 1;
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function threadsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

/** State and start time from Linux's /proc; undefined elsewhere and for a process that is gone. */
function procStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in parentheses and may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], startTicks: fields[19] };
  } catch {
    return undefined;
  }
}
