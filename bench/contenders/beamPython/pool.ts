import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../../../config/runProgram";
import { pythonFolder, pythonInterpreter } from "./prepare";

/** Nothing is written into the repository. */
export const pythonEnvironment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };

const STOP_GRACE_MS = 5_000;

/**
 * Starts a pool of Python workers on `port` of loopback and resolves once it takes requests. The workers are child
 * processes of `pid`, and in its process group: `stop` ends them all, and so does the end of this process.
 */
export async function startPythonPool(port: number): Promise<{ pid: number; stop: () => Promise<void> }> {
  const pool = spawn(pythonInterpreter(), [join(pythonFolder, "worker_pool.py"), String(port)], {
    env: pythonEnvironment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  pool.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2_000);
  });
  const ready = once(createInterface(pool.stdout), "line").then(() => true);
  const ended = once(pool, "exit").then(() => false);
  if (!(await Promise.race([ready, ended]))) {
    throw new UserError(`the pool of Python workers did not start: ${said.trim().split("\n").at(-1)}`);
  }
  const pid = pool.pid as number;
  // A group of its own outlives a bench that fails.
  process.once("exit", () => signalGroup(pid, "SIGKILL"));
  return { pid, stop: () => stop(pool, pid) };
}

async function stop(pool: ChildProcess, pid: number): Promise<void> {
  const gone = pool.exitCode !== null || pool.signalCode !== null ? Promise.resolve() : once(pool, "exit");
  signalGroup(pid, "SIGTERM");
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, STOP_GRACE_MS).unref())]);
  signalGroup(pid, "SIGKILL");
  await gone;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
