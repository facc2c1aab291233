import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "../../../stack/createStack";
import { stackFromFlags } from "../../../stack/stackFromFlags";

/** Added to the ports: no stack of a person has these, and of suites that run side by side each has its own. */
const PORT_BASE = 3_500 + 500 * Number(process.env.JEST_WORKER_ID ?? 1);

/**
 * A stack for tests: its own folder and ports. Flags as `npm run stack` takes them.
 * `KEEP_STACK=DIR` uses that folder and leaves the stack running, for the next run or to look at.
 */
export function createTestStack(flags: string[] = [], portBase = PORT_BASE): Stack {
  const stateDir = process.env.KEEP_STACK ?? mkdtempSync(join(tmpdir(), "fraud-stack-"));
  const own = ["--port-base", String(portBase), "--state-dir", stateDir, "--timeout", "5m"];
  return stackFromFlags([...own, ...flags], (line) => process.stderr.write(`${line}\n`));
}

/** Takes a stack down and forgets its data. */
export async function removeTestStack(stack: Stack): Promise<void> {
  if (process.env.KEEP_STACK) return;
  await stack.down();
  rmSync(stack.settings.stateDir, { recursive: true, force: true });
}
