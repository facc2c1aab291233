import { once } from "node:events";
import { httpGet } from "../../../service/probes/httpJson";
import { until } from "./job";
import { startProgram } from "./program";

/** `npm run keep` as a Deployment runs it. */
export function startKeeperProcess(healthPort: number, flags: string[], environment: Record<string, string> = {}) {
  const child = startProgram("pipelines/keep.ts", [...flags, "--health-port", String(healthPort)], environment);
  let logged = "";
  child.stdout.resume();
  child.stderr.on("data", (chunk) => {
    logged += chunk;
  });
  const exited = once(child, "exit");
  const health = async (path: string) => (await httpGet(`http://127.0.0.1:${healthPort}${path}`)).text();
  return {
    /** The lines of its log. */
    said: () =>
      logged
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => (JSON.parse(line) as { msg: string }).msg),
    isReady: () =>
      health("/readyz").then(
        () => true,
        () => false,
      ),
    /** Resolves once the wanted job runs. */
    async ready(what: string): Promise<void> {
      await until(async () => (await health("/readyz")) === "ready\n", `the job to run: ${what}`).catch((error) => {
        throw new Error(`${error.message}; the keeper's log ends ${logged.slice(-1_000)}`);
      });
    },
    metrics: () => health("/metrics"),
    async stop(): Promise<void> {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
