import { compareVersions, type KnownBad, problemsOf, readKnownBad } from "../../scripts/sbom/knownBad";
import { lockedPackages } from "../../scripts/sbom/npm";

test("nothing that runs with the programs is in a version known to be bad", () => {
  const packages = lockedPackages("package-lock.json");
  expect(packages.length).toBeGreaterThan(50);
  expect(problemsOf(packages, readKnownBad())).toEqual([]);
});

test("a version is bad from the first with the fault up to the first without", () => {
  const bad: KnownBad = { package: "pkg:npm/a", from: "2.0", below: "2.10.1", advisory: "CVE-1" };
  const isBad = (version: string, changes: Partial<KnownBad> = {}) =>
    problemsOf([{ package: "pkg:npm/a", version }], [{ ...bad, ...changes }]).length > 0;
  expect(["1.9.9", "2.0.0", "2.9.9", "2.10.0", "2.10.1", "3.0.0"].filter((version) => isBad(version))).toEqual([
    "2.0.0",
    "2.9.9",
    "2.10.0",
  ]);
  expect(isBad("9.0.0", { from: undefined, below: undefined })).toBe(true);
  expect(isBad("2.1.0", { package: "pkg:npm/b" })).toBe(false);
});

test("a problem is one line that says what would be right", () => {
  const bad: KnownBad = { package: "pkg:npm/a", below: "2.0", advisory: "CVE-1" };
  expect(problemsOf([{ package: "pkg:npm/a", version: "1.0.0" }], [bad])).toEqual([
    "pkg:npm/a@1.0.0: CVE-1, right from 2.0 on",
  ]);
});

test("versions are compared by their numbers", () => {
  expect(Math.sign(compareVersions("4.1.100.Final", "4.1.24"))).toBe(1);
  expect(compareVersions("32.1.2-jre", "32.1.2")).toBe(0);
  expect(Math.sign(compareVersions("2.0", "2.0.1"))).toBe(-1);
});
