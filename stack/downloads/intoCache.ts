import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes `target` by `make`, unless it is there. `make` works in a folder of its own and returns the path within it that
 * becomes `target`, by one rename: an interrupted download leaves nothing half done, and two at once do no harm.
 */
export async function intoCache(target: string, make: (workFolder: string) => Promise<string>): Promise<string> {
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const workFolder = mkdtempSync(join(dirname(target), ".making-"));
  try {
    const made = await make(workFolder);
    if (!existsSync(target)) renameSync(made, target);
    return target;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
