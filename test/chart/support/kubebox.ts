import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The program `kubebox`, which brings helm, kubectl, the schemas and a throw-away cluster; undefined where there is none. */
export const kubebox = findKubebox(process.env.KUBEBOX ?? resolve(__dirname, "../../../../shared/kubebox/kubebox"));

function findKubebox(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

/** What to tell where the tests cannot run. */
export const WITHOUT_KUBEBOX = "kubebox is missing: set KUBEBOX to its path";

const home = process.env.KUBEBOX_HOME ?? join(homedir(), ".cache", "kubebox");

/** Whether helm and the schemas are there. */
export function hasTools(): boolean {
  return existsSync(join(home, "bin", "helm")) && existsSync(join(home, "validate", ".done"));
}

/** Whether a cluster can be started. */
export function hasCluster(): boolean {
  return existsSync(join(home, "bin", "hyperkube"));
}

/** Whether the image `name` was made before. */
export function hasImage(name: string): boolean {
  return existsSync(join(home, "images", `${name.replace(/[/:]/g, "_")}.tar`));
}

/** Runs `kubebox ARGS` and returns what it prints; its standard error is part of the error when it fails. */
export function runKubebox(...args: string[]): string {
  try {
    return execFileSync(kubebox as string, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 << 20,
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    throw new Error(`kubebox ${args.slice(0, 6).join(" ")}: ${stderr}${stdout}`);
  }
}
