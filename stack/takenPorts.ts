import { setTimeout as sleep } from "node:timers/promises";
import { flagName } from "../config/options";
import { UserError } from "../config/runProgram";
import { isPortFree } from "../service/probes/freePort";
import type { Part } from "./parts/part";
import type { StackSettings } from "./settings";

/** The kernel may free the ports of a process that was just killed a moment after the process is gone. */
const FREED_WITHIN_MS = 2_000;

/** Throws one `UserError` that names every port of these parts which another program holds, and the option to move it. */
export async function checkPorts({ host, ports }: StackSettings, parts: Part[]): Promise<void> {
  const end = Date.now() + FREED_WITHIN_MS;
  const problems: string[] = [];
  for (const part of parts) {
    for (const key of part.ports) {
      if (await isFreeBy(end, host, ports[key])) continue;
      problems.push(`port ${ports[key]} of ${part.name} is taken: choose another with --${flagName(key)}-port`);
    }
  }
  if (problems.length === 0) return;
  throw new UserError(`${problems.join("\n       ")}, or move all ports with --port-base 1000`);
}

async function isFreeBy(end: number, host: string, port: number): Promise<boolean> {
  for (;;) {
    if (await isPortFree(host, port)) return true;
    if (Date.now() >= end) return false;
    await sleep(100);
  }
}
