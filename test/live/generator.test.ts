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
  stack = createTestStack();
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
    // As patient as the generator's own client: on a busy machine a broker takes its time to come back.
    retry: { maxRetryTime: 1_000, retries: 1_000 },
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
  await until(async () => (await topics.ends(transactions)).get(0) === 1_000n, "a batch in its partition");
  await stack.kill("kafka", "SIGKILL");
  isDeaf = false;
  await stack.start("kafka");
  await sent;
  await producer.close();
  expect(await topics.readAll(transactions)).toEqual(lines.map(({ value }) => value));
});

/** Whether the generator says that it can write. */
const isReady = async () => (await fetch(`http://127.0.0.1:${stack.settings.ports.workerPoolHealth}/readyz`)).ok;

test("a topic that comes back with fewer partitions gets the rest; while it is away, health says so and SIGTERM counts", async () => {
  const { transactions } = await topics.create("anew", 4);
  const flags = ["--count", "60000", "--rate", "3000/s", "--accounts", "300", "--start", START];
  const health = ["--health", `127.0.0.1:${stack.settings.ports.workerPoolHealth}`];
  const to = ["--broker", broker, "--topic", transactions, ...health];
  const generator = startGeneratorProcess([...to, ...flags]);
  await generator.says('"progress"');
  expect(await isReady()).toBe(true);
  await topics.remove([transactions]);
  await generator.says("the topic is not there");
  expect(await isReady()).toBe(false);
  await topics.createAll([transactions], 2);
  await generator.says("has 2 partitions now, it had 4");
  await until(isReady, "the generator to be ready again");
  expect(await generator.ended()).toBe(0);
  expect(generator.logged()).toContain(`sent 60000 lines to ${transactions}`);
  const expected = [...linesFor(optionsOf(flags), Date.parse(START))].map(({ value }) => value as string);
  const found = await topics.readAll(transactions);
  const there = new Set(found);
  expect(found).toHaveLength(there.size);
  // What the old topic took is gone with it: the first lines, but for the batches that were under way.
  const missing = expected.flatMap((line, number) => (there.has(line) ? [] : [number]));
  expect(missing.length).toBeLessThan(expected.length);
  expect((missing.at(-1) ?? 0) - missing.length).toBeLessThan(4_000);
  expect(byPair(found)).toEqual(byPair(expected.filter((line) => there.has(line))));

  const other = startGeneratorProcess([...to, "--rate", "2000/s"]);
  await other.says('"progress"');
  await topics.remove([transactions]);
  await other.says("the topic is not there");
  other.stop();
  expect(await other.ended()).toBe(1);
  expect(other.logged()).toMatch(/stopped with \d+ of \d+ lines not delivered within 10 s: the topic is not there/);
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
