import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The program `kubebox`, which brings helm, kubectl, the schemas and a throw-away cluster; `prepare` sees to it that it is there. */
export const kubebox = process.env.KUBEBOX ?? resolve(__dirname, "../../../../shared/kubebox/kubebox");

const home = process.env.KUBEBOX_HOME ?? join(homedir(), ".cache", "kubebox");

/** Whether the image `name` was made before. */
export function hasImage(name: string): boolean {
  return existsSync(join(home, "images", `${name.replace(/[/:]/g, "_")}.tar`));
}

/** Runs `kubebox ARGS` and returns what it prints; its standard error is part of the error when it fails. */
export function runKubebox(...args: string[]): string {
  try {
    return execFileSync(kubebox, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 << 20,
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    throw new Error(`kubebox ${args.slice(0, 6).join(" ")}: ${stderr}${stdout}`);
  }
}
