import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { kubebox, runKubebox } from "./kubebox";

/** The throw-away cluster of one node, which all tests share, each with namespaces of its own. */
export const box = {
  kubectl: (...args: string[]) => runKubebox("exec", "kubectl", ...args),
  helm: (...args: string[]) => runKubebox("exec", "helm", ...args),
  /** Runs any program on the cluster's node. */
  run: (...command: string[]) => runKubebox("exec", ...command),
  /** Starts a program on the cluster's node; it ends with the box at the latest. */
  start: (...command: string[]): ChildProcess => spawn(kubebox, ["exec", ...command], { stdio: "ignore" }),
  /** Creates or changes objects. */
  apply: (...objects: object[]) => box.applyText(objects.map((object) => JSON.stringify(object)).join("\n---\n")),
  applyText: (objects: string, ...args: string[]) =>
    runKubebox("exec", "sh", "-c", `printf %s "$0" | kubectl apply ${args.join(" ")} -f -`, objects),
};

/** What takes seconds takes minutes on a machine that many share; what would never come is given up after these, in s. */
export const PATIENCE = 420;

/** Starts the cluster with all images that were made, waiting for another one to end; returns what stops it. */
export async function startBox(): Promise<() => Promise<void>> {
  const process = spawn(kubebox, ["run", "--wait", "900", "sleep", "3600"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  process.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
  for (const deadline = Date.now() + PATIENCE * 1_000; !/Kubernetes ready/.test(said); await pause(250)) {
    if (process.exitCode !== null || Date.now() > deadline) throw new Error(`the cluster did not start: ${said}`);
  }
  return async () => {
    process.kill("SIGTERM");
    await ended;
  };
}

/** A namespace for what is tested, under Pod Security's `restricted`; returns its kubectl. */
export function createNamespace(name: string): (...args: string[]) => string {
  const metadata = { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } };
  box.apply({ apiVersion: "v1", kind: "Namespace", metadata });
  return (...args) => box.kubectl("--namespace", name, ...args);
}

/** Lets go of namespaces with all that runs in them, without waiting for it. */
export function removeNamespaces(...names: string[]): void {
  box.kubectl("delete", "namespace", ...names, "--wait=false", "--ignore-not-found");
}

/** What `ask` gives once it passes `isRight`; asks again each second, also after an error. */
export async function eventually<T>(
  ask: () => T,
  isRight: (found: T) => boolean,
  withinMs = PATIENCE * 1_000,
): Promise<T> {
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
