import { once } from "node:events";
import { until } from "./job";
import { startProgram } from "./program";

/** A generator as a person starts it. */
export function startGeneratorProcess(flags: string[]) {
  const child = startProgram("generator/main.ts", flags);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const exited = once(child, "exit");
  return {
    printed: () => stdout,
    logged: () => stderr,
    /** Waits for a line of the log that holds `text`. */
    says: (text: string) => until(async () => stderr.includes(text), `the generator to say "${text}"`),
    stop: (signal: NodeJS.Signals = "SIGTERM") => child.kill(signal),
    /** The exit code, once it has ended by itself or by `stop`. */
    async ended(): Promise<number | null> {
      const [code] = await exited;
      return code;
    },
  };
}
