import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { kubebox, runKubebox } from "./kubebox";

/** A throw-away cluster of one node. */
export interface Box {
  kubectl(...args: string[]): string;
  helm(...args: string[]): string;
  /** Runs any program on the cluster's node. */
  run(...command: string[]): string;
  /** Starts a program on the cluster's node; it ends with the box at the latest. */
  start(...command: string[]): ChildProcess;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 240_000;

/** Starts a cluster with all images that were made, waiting for another one to end. */
export async function startBox(): Promise<Box> {
  const process = spawn(kubebox, ["run", "--wait", "900", "sleep", "3600"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  process.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
  for (const deadline = Date.now() + START_TIMEOUT_MS; !/Kubernetes ready/.test(said); await pause(250)) {
    if (process.exitCode !== null || Date.now() > deadline) throw new Error(`the cluster did not start: ${said}`);
  }
  const run = (...command: string[]) => runKubebox("exec", ...command);
  return {
    run,
    kubectl: (...args) => run("kubectl", ...args),
    helm: (...args) => run("helm", ...args),
    start: (...command) => spawn(kubebox, ["exec", ...command], { stdio: "ignore" }),
    async stop() {
      process.kill("SIGTERM");
      await ended;
    },
  };
}

/** What `ask` gives once it passes `isRight`; asks again each second, also after an error. */
export async function eventually<T>(ask: () => T, isRight: (found: T) => boolean, withinMs = 60_000): Promise<T> {
  let found: T | undefined;
  let failure: unknown;
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(1_000)) {
    try {
      found = ask();
      if (isRight(found)) return found;
    } catch (error) {
      failure = error;
    }
  }
  throw new Error(`not within ${withinMs / 1_000} s: ${found === undefined ? failure : JSON.stringify(found)}`);
}

/** Whether a program is on the PATH. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync("which", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
