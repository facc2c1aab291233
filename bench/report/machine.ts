import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { javaProgram } from "../../stack/java";
import { readVersions } from "../../stack/versions";

/** Where figures come from. */
export interface Machine {
  cores: number;
  cpu: string;
  memoryGb: number;
  versions: Record<string, string>;
}

export function describeMachine(javaHome?: string): Machine {
  const { beam, flink, kafka } = readVersions();
  return {
    cores: cpus().length,
    cpu: cpus()[0].model.trim(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    versions: {
      Linux: release(),
      Node: process.versions.node,
      Java: javaVersion(javaHome),
      Flink: flink,
      Kafka: kafka,
      "Beam (Java, Python)": beam,
      "Beam (TypeScript)": packageVersion("apache-beam"),
      kafkajs: packageVersion("kafkajs"),
    },
  };
}

/** From `openjdk 17.0.15 2025-04-15`. */
function javaVersion(javaHome?: string): string {
  return execFileSync(javaProgram(javaHome), ["--version"], { encoding: "utf8" }).split(" ")[1];
}

function packageVersion(name: string): string {
  const file = join(__dirname, "../../node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
