import { spawn } from "node:child_process";
import { Kafka, logLevel } from "kafkajs";
import { linesFor } from "../../generator/lines";
import { createKafkaOutput } from "../../generator/output/kafkaOutput";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import { createLog } from "../../service/log";
import { optionsOf } from "../../test/generator/settings";

export interface Run {
  name: string;
  perSecond: number;
}

export interface Target {
  broker: string;
  topic: string;
  count: number;
}

/** Kafka's own tool: random records of the same size, no keys, the Java client at its best. */
export async function runPerfTool(classPath: string, { broker, topic, count }: Target): Promise<Run> {
  const output = await outputOf("java", [
    "-Xmx512m",
    "-cp",
    classPath,
    "org.apache.kafka.tools.ProducerPerformance",
    ...["--topic", topic, "--num-records", String(count), "--record-size", "55", "--throughput", "-1"],
    ...["--producer-props", `bootstrap.servers=${broker}`, "acks=all", "enable.idempotence=true"],
  ]);
  const rates = [...output.matchAll(/([\d.]+) records\/sec/g)];
  return { name: "Kafka's ProducerPerformance", perSecond: Number(rates[rates.length - 1]?.[1]) };
}

/** The generator as a user starts it, from "connected" to "sent" by its own log. */
export async function runGenerator({ broker, topic, count }: Target): Promise<Run> {
  const output = await outputOf(process.execPath, [
    ...["-r", "ts-node/register", "generator/main.ts", "--broker", broker, "--topic", topic],
    ...["--rate", "max", "--count", String(count), ...TRAFFIC],
  ]);
  const entries = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { time: string; msg: string });
  const at = (start: string) => Date.parse(entries.find(({ msg }) => msg.startsWith(start))?.time ?? "");
  return { name: "generator", perSecond: (count * 1000) / (at("sent") - at("connected")) };
}

/** The generator's own output in this process, by the number of lines that leave together. */
export async function runBatches({ broker, topic, count }: Target, batchLines: number): Promise<Run> {
  const log = createLog("bench", "error");
  const producer = createIdempotentProducer(new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }), log);
  const output = createKafkaOutput(producer, topic, batchLines);
  await producer.connect();
  const begun = performance.now();
  for (const line of linesOf(count)) await output.write(line);
  await output.flush();
  const perSecond = (count * 1000) / (performance.now() - begun);
  await output.close();
  return { name: `generator, ${batchLines} a batch`, perSecond };
}

/** Making the lines and nothing else. */
export function runWithoutKafka({ count }: Target): Run {
  const begun = performance.now();
  for (const _ of linesOf(count));
  return { name: "making the lines alone", perSecond: (count * 1000) / (performance.now() - begun) };
}

/** The public producer of kafkajs with ready-made lines, at the batch size that suits it best. */
export async function runKafkajs({ broker, topic, count }: Target): Promise<Run> {
  const lines = [...linesOf(100_000)];
  const messages = lines.map(({ key, value, timestampMs }) => ({
    key,
    value: value as string,
    timestamp: String(timestampMs),
  }));
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  const begun = performance.now();
  for (let sent = 0; sent < count; sent += 2_000) {
    const at = sent % messages.length;
    await producer.send({ topic, acks: -1, messages: messages.slice(at, at + 2_000) });
  }
  const perSecond = (count * 1000) / (performance.now() - begun);
  await producer.disconnect();
  return { name: "kafkajs's own producer", perSecond };
}

const TRAFFIC = ["--accounts", "100000", "--amounts", "log-normal", "--schemes", "1%"];

const linesOf = (count: number) =>
  linesFor(optionsOf(["--rate", "max", "--count", String(count), ...TRAFFIC]), Date.now());

/** What a process writes; rejects where it fails. */
function outputOf(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    // An interrupted bench leaves nothing behind.
    process.once("exit", () => child.kill());
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}:\n${output.slice(-2_000)}`)),
    );
  });
}
