import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A range of versions of a package that has a known fault. */
export interface KnownBad {
  /** As a package URL without version: `pkg:npm/protobufjs`, `pkg:maven/commons-io/commons-io`. */
  package: string;
  /** The first version with the fault; all before `below` without it. */
  from?: string;
  /** The first version without the fault; without it every version from `from` on has it. */
  below?: string;
  advisory: string;
}

/** A package as it is used. */
export interface Component {
  package: string;
  version: string;
}

/** The list that this repository keeps, `known-bad.json`. */
export function readKnownBad(): KnownBad[] {
  return JSON.parse(readFileSync(join(__dirname, "known-bad.json"), "utf8")) as KnownBad[];
}

/** One line for each component in a version with a known fault: what it is, which advisory, and what would be right. */
export function problemsOf(components: Component[], knownBad: KnownBad[]): string[] {
  return components.flatMap(({ package: name, version }) =>
    knownBad
      .filter((bad) => bad.package === name && isIn(version, bad))
      .map(({ advisory, below }) => `${name}@${version}: ${advisory}, right from ${below ?? "another package"} on`),
  );
}

function isIn(version: string, { from = "0", below }: KnownBad): boolean {
  return compareVersions(version, from) >= 0 && (below === undefined || compareVersions(version, below) < 0);
}

/** By their numbers; what follows them, such as `.Final` or `-jre`, does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => (/^[\d.]*\d/.exec(version)?.[0] ?? "0").split(".").map(Number));
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
