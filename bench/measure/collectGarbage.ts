import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Makes a JVM give up its garbage, so that no run pays for the one before it. */
export async function collectGarbage(pid: number, javaHome?: string): Promise<void> {
  const jcmd = javaHome === undefined ? "jcmd" : join(javaHome, "bin", "jcmd");
  await promisify(execFile)(jcmd, [String(pid), "GC.run"]);
}
