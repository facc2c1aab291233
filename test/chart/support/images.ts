import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { flinkDistribution, flinkJars } from "../../../stack/downloads/flink";
import { intoCache } from "../../../stack/downloads/intoCache";
import { kafkaJars, runtimeJar } from "../../../stack/downloads/maven";
import { readVersions } from "../../../stack/versions";
import { s3Plugins } from "../../live/support/s3Server";
import { hasProgram } from "./box";
import { hasImage, runKubebox } from "./kubebox";

/** Images as the tests call them; nothing is pulled from anywhere. */
export const IMAGES = [
  ...["--set", "image.repository=localhost/streaming-fraud-detection"],
  ...["--set", "pipeline.flink.image.repository=localhost/streaming-fraud-detection-flink"],
];

/** The services' image. */
export const SERVICES = "localhost/streaming-fraud-detection:1.0.0";
/** Flink's, with its plugin for S3. */
export const FLINK = "localhost/streaming-fraud-detection-flink:1.0.0";
const cache = join(homedir(), ".cache", "streaming-fraud-detection");
const report = () => undefined;
/** What a Java runtime needs of the system. */
const SYSTEM = ["libm.so.6", "libz.so.1", "libstdc++.so.6", "libgcc_s.so.1"];
/** What RocksDB needs besides. */
const ROCKSDB = ["libpthread.so.0", "librt.so.1", "libdl.so.2"];
const LIBRARIES = [...SYSTEM, ...ROCKSDB].flatMap((name) => ["--add", `/lib/x86_64-linux-gnu/${name}`]);

/** Makes all images; with CHART_TEST_IMAGES=keep only those that are missing. */
export async function makeImages(): Promise<void> {
  makeServicesImage();
  await makeKafkaImage();
  await makeFlinkImage();
}

/** The services' image: from the Dockerfile where a Docker daemon is installed, else the same files on this machine's Node.js. */
function makeServicesImage(): void {
  if (isKept(SERVICES)) return;
  if (hasProgram("dockerd")) {
    const npmrc = join(homedir(), ".npmrc");
    const secret = existsSync(npmrc) ? ["--secret", `id=npmrc,src=${npmrc}`] : [];
    runKubebox("build-image", SERVICES, ".", ...secret);
    return;
  }
  const app = readableFolder("app-");
  for (const file of ["package.json", "package-lock.json", ".npmrc", "beam/pubsub"]) {
    cpSync(file, join(app, file), { recursive: true });
  }
  execFileSync("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", join(app, "dist")], { stdio: "ignore" });
  execFileSync("node", ["scripts/copy-page.cjs", join(app, "dist")]);
  execFileSync("npm", ["ci", "--omit=dev", "--no-audit", "--no-fund"], { cwd: app, stdio: "ignore" });
  runKubebox("node-image", SERVICES, app, "--user", "1000:1000", "--", "node");
  rmSync(app, { recursive: true });
}

function isKept(image: string): boolean {
  return process.env.CHART_TEST_IMAGES === "keep" && hasImage(image);
}

/** Images keep a folder's mode, and their users are not root. */
function readableFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** A Java runtime without what servers do not need. */
function javaRuntime(): Promise<string> {
  return intoCache(join(cache, "test-jre-3"), async (folder) => {
    const modules = [
      "java.se",
      "jdk.unsupported",
      "jdk.crypto.ec",
      "jdk.management",
      "jdk.security.auth",
      "jdk.naming.dns",
      "jdk.zipfs",
      "jdk.httpserver",
    ];
    const output = join(folder, "jre");
    execFileSync("jlink", ["--add-modules", modules.join(","), "--strip-debug", "--no-man-pages", "--output", output]);
    return output;
  });
}

/** A Kafka broker. */
async function makeKafkaImage(): Promise<void> {
  const name = "localhost/test-kafka:2";
  if (hasImage(name)) return;
  const jars = await kafkaJars(cache, readVersions().kafka, report);
  const programs = ["sh", "sleep", "touch", "rm"].flatMap((program) => ["--add", program]);
  await makeJavaImage(name, [...programs, `${jars}:/kafka`]);
}

/** What runtime/docker/Dockerfile makes, without Flink's base image: its jars and the Beam runtime jar. */
async function makeFlinkImage(): Promise<void> {
  if (isKept(FLINK)) return;
  const [lib, plugins, etc] = ["lib-", "plugins-", "etc-"].map(readableFolder);
  const flink = await flinkDistribution(cache, readVersions().flink, report);
  cpSync(await runtimeJar(cache, report), join(lib, "beam-flink-runtime.jar"));
  for (const jar of flinkJars(flink)) {
    cpSync(jar, join(lib, jar.split("/").at(-1) as string));
  }
  writeFileSync(join(etc, "passwd"), "app:x:1000:1000::/tmp:/bin/sh\nflink:x:9999:9999::/opt/flink:/bin/sh\n");
  for (const folder of [`${flink}/plugins`, await s3Plugins()]) cpSync(folder, plugins, { recursive: true });
  await makeJavaImage(FLINK, [
    "--add",
    "sh",
    "--add",
    "chmod",
    `${lib}:/opt/flink/lib`,
    `${plugins}:/opt/flink/plugins`,
    `${etc}:/etc`,
  ]);
  for (const folder of [lib, plugins, etc]) rmSync(folder, { recursive: true });
}

async function makeJavaImage(name: string, content: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rootfs-"));
  const root = join(folder, "root");
  runKubebox("rootfs", root, ...LIBRARIES, `${await javaRuntime()}:/opt/jre`, ...content);
  runKubebox(
    "image",
    name,
    root,
    "--env",
    "PATH=/opt/jre/bin:/usr/bin:/bin",
    "--env",
    "JAVA=/opt/jre/bin/java",
    "--env",
    `JAVA_TOOL_OPTIONS=${process.env.JAVA_TOOL_OPTIONS}`,
    "--",
    "sh",
  );
  rmSync(folder, { recursive: true });
}
