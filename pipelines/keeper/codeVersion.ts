import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What a job's code is made of; the rest of the tree are other programs. */
const FOLDERS = ["beam", "payment", "transforms", "rules", "pipelines", "registry", "kafka", "config", "service"];

/** The version of this code: a digest over it, so that two builds are told apart whatever they are called. */
export function digestOfCode(root = join(__dirname, "../..")): string {
  const hash = createHash("sha256");
  const files = FOLDERS.map((folder) => join(root, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => /\.[jt]s$/.test(file))
    .sort();
  for (const file of files) hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex").slice(0, 12);
}
