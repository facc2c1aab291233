import { once } from "node:events";
import { until } from "./job";
import { startProgram } from "./program";

/** A viewer as a person starts it: its own process, its own port. */
export async function startViewerProcess(flags: string[]) {
  const child = startProgram("viewer/main.ts", ["--port", "0", ...flags]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, "exit");
  const address = () => /page on (http:\/\/[\d.:]+)/.exec(stderr)?.[1];
  await until(async () => address() !== undefined || child.exitCode !== null, "the viewer to listen");
  if (address() === undefined) throw new Error(`the viewer did not start: ${stderr}`);
  const get = (path: string) => fetch(`${address()}${path}`);

  return {
    url: address() as string,
    get,
    printed: () => stdout,
    logged: () => stderr,
    ready: () => until(async () => (await get("/readyz")).ok, "the viewer to be ready"),
    /** The ids of the alerts on the page. */
    async shown(): Promise<string[]> {
      const { alerts } = (await (await get("/api/alerts?limit=1000")).json()) as { alerts: { id: string }[] };
      return alerts.map(({ id }) => id);
    },
    /** Reads no more of what it prints, as `head` does. */
    closeOutput: () => void child.stdout.destroy(),
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    /** The exit code, once it has ended by itself. */
    async ended(): Promise<number | null> {
      const [code] = await exited;
      return code;
    },
    /** Ends it as Ctrl+C does; resolves to its exit code. */
    async stop(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
      if (child.exitCode === null) child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

export type ViewerProcess = Awaited<ReturnType<typeof startViewerProcess>>;
