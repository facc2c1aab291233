import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Component } from "./knownBad";

interface LockedPackage {
  version?: string;
  dev?: boolean;
}

/** The packages that run with the programs, as `package-lock.json` has them. */
export function lockedPackages(lockFile: string): Component[] {
  const { packages } = JSON.parse(readFileSync(lockFile, "utf8")) as { packages: Record<string, LockedPackage> };
  return Object.entries(packages)
    .filter(([path, { dev }]) => path.includes("node_modules/") && !dev)
    .map(([path, { version = "0" }]) => ({ package: `pkg:npm/${path.split("node_modules/").at(-1)}`, version }));
}

/** The same as a bill of materials in CycloneDX. */
export function npmBill(): string {
  return execFileSync("npm", ["sbom", "--omit=dev", "--package-lock-only", "--sbom-format=cyclonedx"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}
