import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Component } from "./knownBad";

const PLUGIN = "org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeAggregateBom";

/** What the runtime jar, the local stack's broker and their plugins' poms bring along, as a bill of materials in CycloneDX. */
export function mavenBill(): string {
  const folder = mkdtempSync(join(tmpdir(), "sbom-"));
  try {
    const options = [
      `-DoutputDirectory=${folder}`,
      "-DoutputName=bom",
      "-DoutputFormat=json",
      "-DincludeTestScope=false",
    ];
    const quiet = ["--batch-mode", "--quiet", "--no-transfer-progress"];
    execFileSync("mvn", [...quiet, "-f", "runtime/pom.xml", `-Druntime.output=${folder}/out`, PLUGIN, ...options], {
      stdio: ["ignore", 2, 2],
    });
    return readFileSync(join(folder, "bom.json"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages of a bill. */
export function packagesOf(bill: string): Component[] {
  const { components } = JSON.parse(bill) as { components: { purl: string; version: string }[] };
  return components.map(({ purl, version }) => ({ package: purl.replace(/@.*$/, ""), version }));
}
