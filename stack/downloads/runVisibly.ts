import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { UserError } from "../../config/runProgram";

/** Tells a person what is going on, one line at a time. */
export type Report = (line: string) => void;

const TELL_EVERY_MS = 5_000;

/**
 * Runs a program that takes long, reporting every few seconds the last line it printed. Throws a `UserError` with its
 * last lines when it fails, and with `install` when it is not there.
 */
export async function runVisibly(
  what: string,
  [program, ...args]: string[],
  { report, install }: { report: Report; install: string },
): Promise<void> {
  const begun = Date.now();
  const lines: string[] = [];
  const seconds = () => `${Math.round((Date.now() - begun) / 1_000)} s`;
  report(`${what} ...`);
  const teller = setInterval(
    () => report(`${what} ... ${seconds()}, ${lines.at(-1)?.slice(0, 100) ?? ""}`),
    TELL_EVERY_MS,
  );
  try {
    const code = await exitCode(program, args, (line) => {
      lines.push(line);
      if (lines.length > 30) lines.shift();
    });
    if (code !== 0) {
      throw new UserError(`${what}: ${program} failed with exit code ${code}; its last lines:\n${lines.join("\n")}`);
    }
    report(`${what}: done in ${seconds()}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new UserError(`${what}: ${program} is not installed; ${install}`);
  } finally {
    clearInterval(teller);
  }
}

function exitCode(program: string, args: string[], onLine: (line: string) => void): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split(/[\r\n]+/).map(plain)) if (line !== "") onLine(line);
      });
    }
    child.once("error", reject);
    child.once("close", resolve);
  });
}

/** A line without colours and Maven's `[INFO]`. */
function plain(line: string): string {
  return stripVTControlCharacters(line).replace("[INFO]", "").trim();
}
