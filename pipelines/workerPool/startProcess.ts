import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import type { WorkerRequest } from "./supervisor";

// A bundle's elements die with it: with Node's own 16 MB a third of the time goes into collecting them.
const YOUNG_GENERATION = "--max-semi-space-size=64";

/** Runs `worker` with the same loader as this process: ts-node in the repository, plain Node.js when built. */
export function startWorkerProcess({ workerId, controlUrl }: WorkerRequest): ChildProcess {
  const program = join(__dirname, `worker${extname(__filename)}`);
  // Standard output belongs to the pool's caller; logs go to standard error.
  return fork(program, [workerId, controlUrl], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [YOUNG_GENERATION, ...process.execArgv],
  });
}
