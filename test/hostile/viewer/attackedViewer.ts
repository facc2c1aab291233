import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { statOf } from "../../../bench/measure/processTree";
import type { Facts, Order } from "./attackedProcess";

/** Starts the viewer with a small heap; `order` has it take hostile records and tells what that cost. */
export async function startAttackedViewer(heapMegabytes: number, environment: Record<string, string> = {}) {
  const child = fork(join(__dirname, "attackedProcess.ts"), {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, "--expose-gc", "-r", "ts-node/register/transpile-only"],
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  let logged = "";
  child.stderr?.on("data", (chunk) => {
    logged += chunk;
  });

  async function order(what: Order = {}): Promise<Facts> {
    child.send(what);
    const told = new AbortController();
    const { signal } = told;
    const died = () => Promise.reject(new Error(`the viewer died: ${logged.slice(-2_000)}`));
    try {
      const [facts] = await Promise.race([
        once(child, "message", { signal }),
        once(child, "exit", { signal }).then(died),
      ]);
      return facts as Facts;
    } finally {
      told.abort();
    }
  }

  const { port } = await order();
  return {
    order,
    port,
    url: `http://127.0.0.1:${port}`,
    logged: () => logged,
    /** What the viewer does until it has said that it is healthy, in milliseconds of its processor. */
    async workUntilHealthyMs(): Promise<number> {
      const before = cpuMs(child);
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
      await answer.text();
      return cpuMs(child) - before;
    },
    /** A number of `/metrics`. */
    async metric(name: string): Promise<number> {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

function cpuMs({ pid = 0 }: ChildProcess): number {
  return (statOf(pid)?.cpuSeconds ?? 0) * 1_000;
}

export type AttackedViewer = Awaited<ReturnType<typeof startAttackedViewer>>;
