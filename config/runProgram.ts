import type { Options, Values } from "./options";
import type { Program } from "./program";
import { ConfigError, readConfig } from "./readConfig";

/** An error whose message is all that a user needs; it is printed without a stack trace. */
export class UserError extends Error {
  readonly isExpected = true;
}

/** Whether the message says it all, whatever part of the program threw it: libraries have error classes of their own. */
function isExpected(error: unknown): error is Error {
  return error instanceof Error && "isExpected" in error && error.isExpected === true;
}

/**
 * Reads a program's options from this process and runs it. Prints help, or every problem on a line of its own;
 * the exit code is 0 after help, 1 for anything that failed. A reader of standard output that has seen enough, such as
 * `head`, is no failure: what is printed from then on goes nowhere, and the program does the rest of its work.
 */
export async function runProgram<O extends Options>(
  program: Program<O>,
  main: (values: Values<O>, words: string[], given: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  let notPrinted: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") notPrinted = error;
  });
  try {
    const config = readConfig(program, { argv: process.argv.slice(2), environment: process.env });
    if ("help" in config) process.stdout.write(`${config.help}\n`);
    else await main(config.values, config.words, config.given);
    // Errors of what was printed last come a moment later.
    await new Promise(setImmediate);
    if (notPrinted !== undefined) throw new UserError(`cannot write to standard output: ${notPrinted.message}`);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ConfigError) {
      for (const problem of error.problems) process.stderr.write(`error: ${problem}\n`);
      process.stderr.write(`Try: ${program.usage} --help\n`);
    } else if (isExpected(error)) process.stderr.write(`error: ${error.message}\n`);
    else throw error;
  }
}

/** Ends this process, whatever still waits in it, once all that was printed has left it: to a pipe that takes as long as its reader. */
export function exitOncePrinted(): void {
  process.stdout.write("", () => process.exit());
}
