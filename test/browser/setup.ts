import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { CHROMIUM } from "./browser";

/** Installs Debian's chromium where this process may, or says what to do. */
export default function setup(): void {
  if (existsSync(CHROMIUM)) return;
  const command = "apt-get update && apt-get install -y chromium";
  if (process.getuid?.() === 0) {
    console.error(`Installing chromium (first run only): ${command}`);
    spawnSync("sh", ["-c", command], { stdio: ["ignore", "ignore", "inherit"] });
  }
  if (existsSync(CHROMIUM)) return;
  throw new Error(`No chromium at ${CHROMIUM}. As root: ${command}. Or set CHROMIUM to where yours is.`);
}
