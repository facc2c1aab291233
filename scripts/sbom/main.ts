import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf, readKnownBad } from "./knownBad";
import { mavenBill, packagesOf } from "./maven";
import { lockedPackages, npmBill } from "./npm";

/** Writes both bills of materials into a folder, and fails when a version is known to be bad. */
const folder = process.argv[2] ?? "dist/sbom";
mkdirSync(folder, { recursive: true });
const maven = mavenBill();
writeFileSync(join(folder, "npm.cdx.json"), npmBill());
writeFileSync(join(folder, "maven.cdx.json"), maven);
const components = [...lockedPackages("package-lock.json"), ...packagesOf(maven)];
const problems = problemsOf(components, readKnownBad());
for (const problem of problems) process.stderr.write(`error: ${problem}\n`);
process.stdout.write(`${components.length} packages, ${problems.length} known to be bad; ${folder}/*.cdx.json\n`);
if (problems.length > 0) process.exitCode = 1;
