import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../config/runProgram";
import { intoCache } from "./intoCache";
import { type Report, runVisibly } from "./runVisibly";

/**
 * Flink's folder, with `lib` in it. The Python package apache-flink-libraries carries the jars of Flink's distribution.
 */
export function flinkDistribution(cacheDir: string, version: string, report: Report): Promise<string> {
  return intoCache(join(cacheDir, `flink-${version}`), async (folder) => {
    const name = `apache-flink-libraries-${version}`;
    await runVisibly(
      `Fetching Flink ${version} (about 230 MB)`,
      [
        "python3",
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--progress-bar=off",
        "-d",
        folder,
        name.replace(/-([^-]*)$/, "==$1"),
      ],
      {
        report,
        install: "install Python 3 with pip (Debian: apt-get install python3-pip), or name a Flink with --flink-home",
      },
    );
    const archive = join(folder, readdirSync(folder).find((file) => file.endsWith(".tar.gz")) ?? "");
    await runVisibly("Unpacking Flink", ["tar", "-xzf", archive, "-C", folder], { report, install: "install tar" });
    return join(folder, readdirSync(folder).find((file) => existsSync(join(folder, file, "deps"))) ?? "", "deps");
  });
}

/** The jars of a Flink that a JobManager, a TaskManager or a job server needs: no Table API. */
export function flinkJars(flinkHome: string): string[] {
  const lib = join(flinkHome, "lib");
  const jars = existsSync(lib) ? readdirSync(lib).filter((jar) => /^(flink-dist|flink-scala|log4j)/.test(jar)) : [];
  if (!jars.some((jar) => jar.startsWith("flink-dist"))) {
    throw new UserError(`${lib}: holds no flink-dist jar; expected the folder of a Flink distribution (--flink-home)`);
  }
  return jars.sort().map((jar) => join(lib, jar));
}
