import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

const started: ChildProcess[] = [];
// Also of tests that failed: the next file may want the same ports.
afterAll(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
});

/** Starts a program of this project as a person does; it ends with the file of tests at the latest. */
export function startProgram(file: string, flags: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["-r", "ts-node/register", file, ...flags], {
    ...{ cwd: ROOT, env: { ...process.env, ...environment } },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  return child;
}
