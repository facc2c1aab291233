import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** What a program of this folder measures, in a process of its own: jest's holds and lets go of memory as it likes. */
export function measured(program: string): Record<string, number>[] {
  const args = ["--expose-gc", "-r", "ts-node/register/transpile-only", join(__dirname, program)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

/** In such a program: bytes of the heap that what `make` gives keeps alive. */
export function heldBytes(make: () => unknown): number {
  const collectGarbage = global.gc as () => void;
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const held = make();
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  // Still to be seen here, so that it was alive until now.
  return held === undefined ? 0 : bytes;
}
