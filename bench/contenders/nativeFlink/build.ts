import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { intoCache } from "../../../stack/downloads/intoCache";
import { type Report, runVisibly } from "../../../stack/downloads/runVisibly";
import { stackOptions } from "../../../stack/options";
import { runtimeFolder } from "../../../stack/versions";

const jobFolder = join(__dirname, "../../native-flink");
const pom = join(jobFolder, "pom.xml");

/** The path of the job's jar in the stack's cache; built again when a source of it or a version changes. */
export function buildNativeJob(report: Report): Promise<string> {
  const cacheDir = stackOptions.cacheDir.default;
  return intoCache(join(cacheDir, `native-flink-${digestOfSources()}.jar`), async (folder) => {
    await runVisibly(
      "Building the native Flink job (fetches about 60 MB the first time)",
      ["mvn", "--batch-mode", "-f", pom, "package", "-Dmaven.test.skip=true", `-Druntime.output=${folder}`],
      { report, install: "install Maven (Debian: apt-get install maven; macOS: brew install maven)" },
    );
    return join(folder, "native-flink-1.jar");
  });
}

function digestOfSources(): string {
  const java = readdirSync(join(jobFolder, "src/main"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".java"))
    .sort()
    .map((file) => join(jobFolder, "src/main", file));
  const hash = createHash("sha256");
  for (const file of [join(runtimeFolder, "pom.xml"), pom, ...java]) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
