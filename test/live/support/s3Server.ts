import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { intoCache } from "../../../stack/downloads/intoCache";
import { readVersions } from "../../../stack/versions";
import { until } from "./job";

const MOTO = "5.2.5";
const cache = join(homedir(), ".cache", "streaming-fraud-detection");

/** An S3 server, moto, on a port of this machine, with one bucket; it keeps all in memory. */
export async function startS3Server(port: number, bucket: string) {
  const packages = await intoCache(join(cache, `moto-${MOTO}`), async (folder) => {
    const wanted = [`moto[s3]==${MOTO}`, "flask", "flask-cors"];
    execFileSync("python3", ["-m", "pip", "install", "--quiet", "--target", folder, ...wanted], { stdio: "pipe" });
    return folder;
  });
  const args = ["-m", "moto.server", "--host", "127.0.0.1", "--port", String(port)];
  const server = spawn("python3", args, { env: { ...process.env, PYTHONPATH: packages }, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/${bucket}`, { method: "PUT" })).ok, "the S3 server");
  return { url, stop: () => server.kill() };
}

/** A folder of Flink's plugins with the one for S3 that is built on Hadoop's. */
export function s3Plugins(): Promise<string> {
  const { flink } = readVersions();
  return intoCache(join(cache, `flink-s3-plugins-${flink}`), async (folder) => {
    const plugin = join(folder, "s3-fs-hadoop");
    mkdirSync(plugin);
    const copy = ["dependency:copy", `-Dartifact=org.apache.flink:flink-s3-fs-hadoop:${flink}`];
    execFileSync("mvn", ["--batch-mode", "--quiet", ...copy, `-DoutputDirectory=${plugin}`], { stdio: "pipe" });
    return folder;
  });
}
