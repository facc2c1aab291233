import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
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
    const ended = once(child, "exit").then(() => Promise.reject(new Error(`the viewer died: ${logged.slice(-2_000)}`)));
    const [facts] = await Promise.race([once(child, "message"), ended]);
    return facts as Facts;
  }

  const { port } = await order();
  return {
    order,
    port,
    url: `http://127.0.0.1:${port}`,
    logged: () => logged,
    /** Milliseconds until `/healthz` answers. */
    async healthMs(): Promise<number> {
      const startMs = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
      await answer.text();
      return performance.now() - startMs;
    },
    /** A number of `/metrics`. */
    async metric(name: string): Promise<number> {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

export type AttackedViewer = Awaited<ReturnType<typeof startAttackedViewer>>;
