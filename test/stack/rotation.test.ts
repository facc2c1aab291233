import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../stack/createStack";
import { ensureSoftware } from "../../stack/downloads/software";
import { filesOf } from "../../stack/files";
import { SECURE_USER } from "../../stack/secureListener";
import { startGeneratorProcess } from "./support/generatorProcess";
import { until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf } from "./support/topics";
import { startViewerProcess } from "./support/viewerProcess";

let stack: Stack;
const stopping: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  const others = "jobmanager,taskmanager,job-server,expansion-service,worker-pool";
  stack = createTestStack(6_100, ["--kafka-tls-sasl", "--without", others]);
  await stack.up();
});
afterAll(async () => {
  for (const stop of stopping) await stop();
  await removeTestStack(stack);
});

const inStack = (name: string) => join(stack.settings.stateDir, name);

/** Puts the password and the broker's certificate in as Kubernetes does: a new folder, and a link that is swapped. */
function mountSecrets(password: string): void {
  const folder = mkdtempSync(inStack("secrets-"));
  writeFileSync(join(folder, "password"), password);
  copyFileSync(filesOf(stack.settings).secure.certificate, join(folder, "ca.crt"));
  symlinkSync(folder, inStack("mounted.new"));
  renameSync(inStack("mounted.new"), inStack("mounted"));
}

/** Gives the broker's user another password, and the broker another key and certificate when it starts again. */
async function rotate(password: string): Promise<void> {
  const { secure } = filesOf(stack.settings);
  const { kafkaClassPath } = await ensureSoftware(stack.settings, () => {});
  const change = ["--alter", "--entity-type", "users", "--entity-name", SECURE_USER];
  const scram = ["--add-config", `SCRAM-SHA-512=[password=${password}]`];
  const broker = ["--bootstrap-server", `127.0.0.1:${stack.settings.ports.kafka}`];
  execFileSync("java", ["-cp", kafkaClassPath, "kafka.admin.ConfigCommand", ...broker, ...change, ...scram]);
  for (const file of [secure.keystore, secure.certificate, secure.key]) rmSync(file);
}

test("a rotated password and certificate reach generator and viewer without a restart, after the broker has them", async () => {
  const topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  mountSecrets(readFileSync(filesOf(stack.settings).secure.password, "utf8"));
  const flags = [
    ...["--brokers", `127.0.0.1:${stack.settings.ports.kafkaSecure}`],
    ...["--tls", "--tls-ca-file", join(inStack("mounted"), "ca.crt")],
    ...["--sasl-mechanism", "scram-sha-512", "--sasl-username", SECURE_USER],
    ...["--sasl-password-file", join(inStack("mounted"), "password")],
  ];
  const viewer = await startViewerProcess(flags);
  stopping.push(() => viewer.stop("SIGKILL"));
  await viewer.ready();
  const generator = startGeneratorProcess([...flags, "--rate", "20/s"]);
  stopping.push(() => generator.stop("SIGKILL"));
  await generator.says("connected to Kafka");

  await rotate("rotated");
  await stack.restart("kafka");
  // Both have to connect again, and neither the certificate nor the password that they know will do.
  await until(async () => !(await viewer.get("/readyz")).ok, 120_000, "the viewer to notice");
  mountSecrets("rotated");
  await viewer.ready();
  const before = await topics.ends("transactions");
  const more = async () =>
    [...(await topics.ends("transactions"))].some(([partition, end]) => end > (before.get(partition) ?? 0n));
  await until(more, 120_000, "payments to come again");
  generator.stop();
  expect(await generator.ended()).toBe(0);
  expect(await viewer.stop()).toBe(0);
});
