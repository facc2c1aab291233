import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { intoCache } from "../../../stack/downloads/intoCache";

/**
 * Debian's Prometheus: `prometheus` or `promtool`. It is unpacked and not installed, so that no server starts with the machine.
 */
export async function prometheusProgram(name: "prometheus" | "promtool"): Promise<string> {
  const folder = join(homedir(), ".cache", "streaming-fraud-detection", "prometheus");
  await intoCache(folder, async (work) => {
    const apt = (...args: string[]) => execFileSync("apt-get", args, { cwd: work, stdio: "pipe" });
    try {
      apt("download", "prometheus");
    } catch {
      apt("update");
      apt("download", "prometheus");
    }
    const [file] = readdirSync(work).filter((entry) => entry.endsWith(".deb"));
    execFileSync("dpkg-deb", ["-x", file, "root"], { cwd: work });
    return join(work, "root");
  });
  return join(folder, "usr/bin", name);
}
