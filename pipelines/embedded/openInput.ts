import { openSync } from "node:fs";
import { UserError } from "../../config/runProgram";

/** The descriptor of the file of `--input`, `-` for standard input. Throws `UserError` where it cannot be read. */
export function openInput(path: string): number {
  if (path === "-") return 0;
  try {
    return openSync(path, "r");
  } catch (error) {
    throw new UserError(`--input: cannot read ${JSON.stringify(path)}: ${(error as Error).message}`);
  }
}
