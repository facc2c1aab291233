import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runtimeFolder } from "../versions";
import type { ProgramToRun } from "./programs";

const LINES_KEPT = 10;
const STOP_GRACE_MS = 10_000;

export type RunningProgram = ReturnType<typeof startProgram>;

/** Starts a program of this project; `onLine` gets each line of its log. */
export function startProgram({ name, file, flags }: ProgramToRun, onLine: (line: string) => void = () => {}) {
  const child = spawn(process.execPath, ["-r", "ts-node/register", file, ...flags], {
    cwd: join(runtimeFolder, ".."),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: the terminal's Ctrl+C reaches the demo alone, which stops its parts in order.
    detached: true,
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (lines.length > LINES_KEPT) lines.shift();
    onLine(line);
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text).slice(-1_000);
  });
  // "close" comes after the last line, and also when the program could not be started.
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);

  return {
    name,
    /** The exit code, or the signal that ended it. */
    ended,
    lastLines: () => lines,
    /** The end of what it wrote to standard output. */
    printed: () => printed,
    async stop(): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
