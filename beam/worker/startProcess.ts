import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import type { WorkerRequest } from "./supervisor";

// A bundle's elements die with it: with Node's own 16 MB a third of the time goes into collecting them.
const YOUNG_GENERATION = "--max-semi-space-size=64";

/**
 * Starts worker processes with the same loader as this one: ts-node in the repository, plain Node.js when built.
 * `functionsModule` is the path of the module that registers the pipelines' functions; `connectTimeoutMs` is how long a
 * worker tries to reach its TaskManager.
 */
export function workerProcesses(functionsModule: string, connectTimeoutMs: number) {
  const program = join(__dirname, `worker${extname(__filename)}`);
  return ({ workerId, controlUrl }: WorkerRequest): ChildProcess =>
    // Standard output belongs to the pool's caller; logs go to standard error.
    fork(program, [workerId, controlUrl, functionsModule, String(connectTimeoutMs)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: [YOUNG_GENERATION, ...process.execArgv],
    });
}
