import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CompressionTypes, Kafka, logLevel } from "kafkajs";
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
  stack = createTestStack(["--kafka-tls-sasl", "--without", others]);
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

describe("a record of 300 MB in 290 KB of gzip", () => {
  const kafka = () => new Kafka({ brokers: [`127.0.0.1:${stack.settings.ports.kafka}`], logLevel: logLevel.NOTHING });

  /** What is small is sent until it arrives: new topics may have no leader yet. */
  async function send(topic: string, value: Buffer): Promise<void> {
    const producer = kafka().producer({ retry: { retries: value.length < 100 ? 20 : 0 } });
    await producer.connect();
    await producer
      .send({ topic, acks: -1, compression: CompressionTypes.GZIP, messages: [{ key: "key", value }] })
      .finally(() => producer.disconnect());
  }

  test("is refused by the topics that this project makes, and what is small is not", async () => {
    for (const topic of ["transactions", "fraud", "transactions-dead-letter"]) {
      await send(topic, Buffer.from("small"));
      await expect(send(topic, Buffer.alloc(50 << 20))).rejects.toThrow(/larger than the max message size/);
    }
    // The broker runs out of heap before it can say why, and goes on.
    await expect(send("fraud", Buffer.alloc(300 << 20))).rejects.toThrow();
    await send("fraud", Buffer.from("small"));
  });

  test("is skipped by a viewer on another topic, which counts it and reads what follows", async () => {
    await createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`).createAll(["lax"], 1, {
      "compression.type": "producer",
    });
    await send("lax", Buffer.from("no alert"));
    await send("lax", Buffer.alloc(300 << 20));
    await send("lax", Buffer.from("no alert"));
    const flags = ["--brokers", `127.0.0.1:${stack.settings.ports.kafka}`, "--topic", "lax", "--from-beginning"];
    const viewer = await startViewerProcess(flags);
    stopping.push(() => viewer.stop("SIGKILL"));
    const metrics = async () => await (await viewer.get("/metrics")).text();
    await until(async () => (await metrics()).includes("viewer_records_consumed_total 2"), "the next record");
    expect(await metrics()).toContain('viewer_batches_unreadable_total{reader="lines"} 1');
    expect(Number(/^viewer_memory_bytes (\d+)/m.exec(await metrics())?.[1])).toBeLessThan(300 << 20);
    expect(viewer.logged()).toContain("a batch that ends here is skipped: more than 8388608 bytes once decompressed");
    expect(await viewer.stop()).toBe(0);
  });
});

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
  await until(async () => !(await viewer.get("/readyz")).ok, "the viewer to notice");
  mountSecrets("rotated");
  await viewer.ready();
  const before = await topics.ends("transactions");
  const more = async () =>
    [...(await topics.ends("transactions"))].some(([partition, end]) => end > (before.get(partition) ?? 0n));
  await until(more, "payments to come again");
  generator.stop();
  expect(await generator.ended()).toBe(0);
  expect(await viewer.stop()).toBe(0);
});
