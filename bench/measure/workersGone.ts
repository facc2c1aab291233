import { setTimeout as pause } from "node:timers/promises";
import type { Contender } from "../contenders/contender";
import { familyOf } from "./processTree";

const TIMEOUT_MS = 20_000;

/** Resolves when the pool of a contender has no worker of an earlier job any more. */
export async function workersGone(contender: Contender): Promise<void> {
  for (const deadline = Date.now() + TIMEOUT_MS; Date.now() < deadline; await pause(200)) {
    const pools = contender.processes().filter(({ column }) => column === "workers");
    if (pools.every(({ pid }) => familyOf(pid).length === 1)) return;
  }
  throw new Error(`${contender.name}: workers of an earlier job still run after ${TIMEOUT_MS / 1000} s`);
}
