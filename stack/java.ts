import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../config/runProgram";

const INSTALL = "install a JDK 17 (Debian: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk@17)";

/** The `java` of `javaHome`, or the one on the PATH. */
export function javaProgram(javaHome?: string): string {
  return javaHome === undefined ? "java" : join(javaHome, "bin", "java");
}

/** Throws a `UserError` unless `java` is one that Kafka 4, Flink 1.19 and Beam all run on: 17 up to 21. */
export async function checkJava(javaHome?: string): Promise<void> {
  const program = javaProgram(javaHome);
  let printed: string;
  try {
    printed = (await promisify(execFile)(program, ["-version"])).stderr;
  } catch {
    throw new UserError(`${program}: cannot be run; ${INSTALL}, or name one with --java-home`);
  }
  const found = majorVersion(printed);
  if (found === undefined || found < 17 || found > 21) {
    throw new UserError(
      `${program}: found Java ${found ?? JSON.stringify(printed.split("\n")[0])}, expected 17 (up to 21); ${INSTALL}, or name one with --java-home`,
    );
  }
}

/** 17 from `openjdk version "17.0.15" 2025-04-15`, 8 from `"1.8.0_292"`. */
export function majorVersion(printed: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(printed);
  return match === null ? undefined : Number(match[1]);
}

/** JVM flags that send a part's log to `logFile`. */
export function logFlags(logFile: string): string[] {
  return [`-Dlog4j2.configurationFile=${join(__dirname, "log4j2.properties")}`, `-Dlog.file=${logFile}`];
}

/** What Flink and Beam need to reach into the JDK's modules. */
export const openModules = [
  ...["lang", "net", "io", "nio", "lang.reflect", "text", "time", "util"],
  ...["util.concurrent", "util.concurrent.atomic", "util.concurrent.locks"],
]
  .map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`)
  .concat(
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
  );
