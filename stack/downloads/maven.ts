import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { runtimeFolder } from "../versions";
import { intoCache } from "./intoCache";
import { type Report, runVisibly } from "./runVisibly";

const install = "install Maven (Debian: apt-get install maven; macOS: brew install maven)";
const maven = ["mvn", "--batch-mode"];

const SOURCES = "beam-flink-runtime/src/main";

/** The jar of job server, Kafka connectors, expansion service and Java harness; built again when its sources change. */
export function runtimeJar(cacheDir: string, report: Report): Promise<string> {
  const files = readdirSync(join(runtimeFolder, SOURCES), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(runtimeFolder, join(parentPath, name)));
  const sources = ["pom.xml", "beam-flink-runtime/pom.xml", ...files.sort()];
  return intoCache(join(cacheDir, `beam-flink-runtime-${digestOf(sources)}.jar`), async (folder) => {
    const pom = join(runtimeFolder, "beam-flink-runtime", "pom.xml");
    await runVisibly(
      "Building the Beam runtime jar (fetches about 150 MB the first time)",
      [...maven, "-f", pom, "package", `-Druntime.output=${folder}`],
      { report, install },
    );
    return join(folder, "beam-flink-runtime-1.jar");
  });
}

/** The folder with the broker's jars. */
export function kafkaJars(cacheDir: string, version: string, report: Report): Promise<string> {
  return intoCache(join(cacheDir, `kafka-${version}-${digestOf(["pom.xml", "kafka/pom.xml"])}`), async (folder) => {
    const jars = join(folder, "jars");
    const pom = join(runtimeFolder, "kafka", "pom.xml");
    await runVisibly(
      `Fetching Kafka ${version} (about 55 MB)`,
      [...maven, "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${jars}`],
      { report, install },
    );
    return jars;
  });
}

/** The folder with the schema registry. */
export function registryServer(cacheDir: string, version: string, report: Report): Promise<string> {
  return intoCache(join(cacheDir, `registry-${version}`), async (folder) => {
    const name = "apicurio-registry-app";
    // A project that depends on it cannot be made: the parent of its pom is in no repository. And only here is it known where Maven puts it.
    const repository = join(folder, "repository");
    await runVisibly(
      `Fetching the schema registry Apicurio ${version} (about 109 MB)`,
      [
        ...[...maven, "dependency:get", "-Dtransitive=false", `-Dartifact=io.apicurio:${name}:${version}:tar.gz:all`],
        `-Dmaven.repo.local=${repository}`,
      ],
      { report, install },
    );
    const archive = join(repository, "io", "apicurio", name, version, `${name}-${version}-all.tar.gz`);
    const server = join(folder, "server");
    mkdirSync(server);
    await runVisibly("Unpacking the schema registry", ["tar", "-xzf", archive, "-C", server], {
      report,
      install: "install tar",
    });
    return server;
  });
}

function digestOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(runtimeFolder, file)));
  return hash.digest("hex").slice(0, 12);
}
