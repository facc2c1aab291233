import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../config/runProgram";

/** Opening a file for writing empties it: throws `UserError` where two of these, by option, are the same file. */
export function checkDifferentFiles(paths: Record<string, string | undefined>): void {
  const seen = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    const file = path === undefined || path === "-" ? undefined : identityOf(path);
    if (file === undefined) continue;
    const other = seen.get(file);
    if (other !== undefined) {
      throw new UserError(
        `${option}: found ${JSON.stringify(path)}, which is ${other} too, expected a file of its own`,
      );
    }
    seen.set(file, option);
  }
}

/** The same for every name of a file; undefined for devices and pipes, which lose nothing by being opened. */
function identityOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return resolve(path);
    return stat.isFile() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    // Whoever opens it says why it cannot be read or written.
    return undefined;
  }
}
