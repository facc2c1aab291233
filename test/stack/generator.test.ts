import { connect } from "node:net";
import { Kafka, logLevel } from "kafkajs";
import { linesFor } from "../../generator/lines";
import { createIdempotentProducer } from "../../kafka/idempotentProducer";
import { createLog } from "../../service/log";
import type { Stack } from "../../stack/createStack";
import { optionsOf } from "../generator/settings";
import { startGeneratorProcess } from "./support/generatorProcess";
import { until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const START = "2020-02-29T00:00:00Z";

let stack: Stack;
let broker: string;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack(4_700);
  await stack.start("kafka");
  broker = `127.0.0.1:${stack.settings.ports.kafka}`;
  topics = createTopicsOf(broker);
});
afterAll(() => removeTestStack(stack));

/** Lines by pair, in their order. */
function byPair(lines: string[]): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const line of lines) {
    const [, origin, target] = line.split(";");
    const pair = pairs.get(`${origin};${target}`);
    if (pair === undefined) pairs.set(`${origin};${target}`, [line]);
    else pair.push(line);
  }
  return pairs;
}

test("a broker that is killed in the middle costs nothing: every line once, each pair in order", async () => {
  const flags = ["--count", "300000", "--rate", "15000/s", "--accounts", "300", "--start", START];
  const generator = startGeneratorProcess(["--broker", broker, ...flags]);
  await generator.says('"progress"');
  await stack.kill("kafka", "SIGKILL");
  await generator.says("Kafka is not available");
  await stack.start("kafka");
  expect(await generator.ended()).toBe(0);
  expect(generator.logged()).toContain("sent 300000 lines to transactions");
  const expected = [...linesFor(optionsOf(flags), Date.parse(START))].map(({ value }) => value as string);
  expect(byPair(await topics.readAll("transactions"))).toEqual(byPair(expected));
});

test("a batch of old payments whose answer is lost is there once, although its broker forgets who wrote it", async () => {
  let isDeaf = false;
  const kafka = new Kafka({
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    socketFactory({ host, port, onConnect }) {
      const socket = connect({ host, port }, onConnect);
      const emit = socket.emit.bind(socket);
      socket.emit = (event: string, ...args: unknown[]) => (isDeaf && event === "data" ? true : emit(event, ...args));
      return socket;
    },
  });
  const { transactions } = await topics.create("forgotten", 1);
  const producer = createIdempotentProducer(kafka, createLog("test", "error"));
  await producer.connect();
  const flags = ["--count", "1000", "--start", START];
  const lines = [...linesFor(optionsOf(flags), Date.parse(START))];
  await producer.send(transactions, lines.slice(0, 500));
  isDeaf = true;
  const sent = producer.send(transactions, lines.slice(500));
  await until(async () => (await topics.ends(transactions)).get(0) === 1_000n, 20_000, "a batch in its partition");
  await stack.kill("kafka", "SIGKILL");
  isDeaf = false;
  await stack.start("kafka");
  await sent;
  await producer.close();
  expect(await topics.readAll(transactions)).toEqual(lines.map(({ value }) => value));
});

test("SIGTERM delivers what was taken, tells the count, and the ground truth is in its topic", async () => {
  // Two topics that the stack has already made; what they are meant for does not matter here.
  const [payments, truth] = ["fraud", "transactions-dead-letter"];
  const flags = ["--rate", "500/s", "--schemes", "20%", "--kinds", "single-large,structuring", "--gap", "2s"];
  const generator = startGeneratorProcess(["--broker", broker, "--topic", payments, "--truth-topic", truth, ...flags]);
  await generator.says('"progress"');
  generator.stop();
  expect(await generator.ended()).toBe(0);
  const lines = await topics.readAll(payments);
  expect(generator.logged()).toContain(`sent ${lines.length} lines to ${payments}`);
  const seen = new Set(lines);
  const records = (await topics.readAll(truth)).map((value) => JSON.parse(value));
  expect(records.length).toBeGreaterThan(10);
  for (const { transactions } of records) {
    for (const { timestamp, origin, target, amount } of transactions) {
      expect(seen).toContain(`${timestamp};${origin};${target};${amount}`);
    }
  }
});

test("SIGTERM ends a generator that never reached its broker", async () => {
  const generator = startGeneratorProcess(["--broker", "127.0.0.1:9"]);
  await generator.says("ECONNREFUSED");
  generator.stop();
  expect(await generator.ended()).toBe(0);
  expect(generator.logged()).toContain("sent 0 lines");
});
