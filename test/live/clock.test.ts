import type { OutgoingRecord } from "../../kafka/producer";
import type { Stack } from "../../stack/createStack";
import type { TooLate } from "../../transforms/tooLate";
import { createJudge, JOB, RULE } from "./support/exactly";
import { killWorkers } from "./support/faults";
import { startGeneratorProcess } from "./support/generatorProcess";
import { cancelJob, submit, until } from "./support/job";
import { backlog, paymentRecord } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

/** Payments of hours ago for jobs that have been idle: their clock must not have gone on without them. */
const IDLE_MS = 9_000;
const PARTITIONS = 4;
/** The last sessions end after a gap of the wall clock: a short one. */
const rule = { ...RULE, gapMs: 20_000 };
const FLAGS = [...JOB, "--gap", "20s"];
const run = Date.now();

let stack: Stack;
let topics: Topics;
let judge: ReturnType<typeof createJudge>;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(["--slots", "8"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  judge = createJudge(topics, table);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function tooLate(deadLetters: string): Promise<TooLate[]> {
  return (await topics.readAll(deadLetters)).map((text) => JSON.parse(text) as TooLate);
}

function* chunks(records: OutgoingRecord[], size: number): Generator<OutgoingRecord[]> {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size);
}

/** Ways to send; each tells all that it has sent. */
type Sender = (topic: string) => Promise<string[]>;

async function sent(records: OutgoingRecord[], send: () => Promise<void>): Promise<string[]> {
  await send();
  return records.map(({ value }) => String(value));
}

/** 67 minutes of payments, a tenth of a second apart. */
const hour = (seed: number) => backlog({ seed, count: 40_000, stepMs: 100 });

const senders: Record<string, Sender> = {
  "at full speed": (topic) => {
    const records = hour(61);
    return sent(records, () => topics.send(topic, records));
  },
  "a few at a time, at some 50 times their speed": (topic) => {
    const records = backlog({ seed: 62, count: 1_000, stepMs: 1_000, accounts: 8 });
    return sent(records, async () => {
      for (const chunk of chunks(records, 10)) {
        await topics.send(topic, chunk);
        await pause(100);
      }
    });
  },
  "with pauses of seconds": (topic) => {
    const records = hour(63);
    return sent(records, async () => {
      for (const chunk of chunks(records, 8_000)) {
        await topics.send(topic, chunk);
        await pause(4_000);
      }
    });
  },
  "one partition after the other": (topic) => {
    const records = hour(64).slice(0, 8_000);
    const messages = records.map(({ key, value, timestampMs }, index) => ({
      ...{ key, value: String(value), timestamp: String(timestampMs) },
      partition: [...String(key)].reduce((sum, character) => sum + character.charCodeAt(0), 0) % PARTITIONS,
      index,
    }));
    const byPartition = [0, 1, 2, 3].flatMap((of) => messages.filter(({ partition }) => partition === of));
    return sent(records, async () => void (await topics.sendRaw(topic, byPartition)));
  },
  "by the generator with --start": async (topic) => {
    const start = new Date(Date.now() - 5 * 3_600_000).toISOString();
    const flags = ["--start", start, "--rate", "10/s", "--speed", "max", "--count", "20000", "--schemes", "20%"];
    const broker = `127.0.0.1:${stack.settings.ports.kafka}`;
    const generator = startGeneratorProcess(["--brokers", broker, "--topic", topic, ...flags]);
    expect(await generator.ended()).toBe(0);
    return topics.readAll(topic);
  },
};

test("old payments to jobs that have been idle, however they are sent: nothing is late, every alert is final", async () => {
  const cases = await Promise.all(
    Object.entries(senders).map(async ([name, send], index) => {
      const names = await topics.create(`clock-${index}-${run}`, PARTITIONS);
      return { name, send, names };
    }),
  );
  const ids: string[] = [];
  for (const { names } of cases) ids.push(await submit(stack.settings, names, [...FLAGS, "--parallelism", "1"]));
  await pause(IDLE_MS);
  const all = await Promise.all(cases.map(({ send, names }) => send(names.transactions)));
  for (const [index, { name, names }] of cases.entries()) {
    const verdict = await judge({ name, fraud: names.fraud, lines: all[index], rule });
    expect({ name, ...verdict, tooLate: await tooLate(names.deadLetters) }).toMatchObject({
      ...{ missing: 0, extra: 0, different: 0, notFinal: 0 },
      tooLate: [],
    });
    expect(verdict.expected).toBeGreaterThan(10);
  }
  for (const id of ids) await cancelJob(stack.settings, id);
});

test("old payments to an idle job, through a killed TaskManager and killed workers", async () => {
  const names = await topics.create(`clock-kills-${run}`, PARTITIONS);
  const id = await submit(stack.settings, names, FLAGS);
  await pause(IDLE_MS);
  const records = hour(65);
  for (const [index, chunk] of [...chunks(records, 4_000)].entries()) {
    await topics.send(names.transactions, chunk);
    if (index === 3) {
      await stack.kill("taskmanager-1");
      await stack.start("taskmanager-1");
    }
    if (index === 7) await until(() => killWorkers(stack).then(() => true), "workers to kill");
    await pause(2_000);
  }
  const lines = records.map(({ value }) => String(value));
  const verdict = await judge({ name: "through kills", fraud: names.fraud, lines, rule });
  expect({ ...verdict, tooLate: await tooLate(names.deadLetters) }).toMatchObject({
    ...{ missing: 0, extra: 0, different: 0, notFinal: 0 },
    tooLate: [],
  });
  await cancelJob(stack.settings, id);
});

test("payments that the broker stamps, of hours ago, in disorder and keyed by nothing: their own time is the clock, and nothing is late", async () => {
  const stamped = { "message.timestamp.type": "LogAppendTime" };
  const names = await topics.create(`clock-own-${run}`, PARTITIONS, stamped);
  const own = ["--event-time", "payment", "--max-out-of-orderness", "10s", "--allowed-lateness", "0s"];
  const id = await submit(stack.settings, names, [...FLAGS, ...own]);
  const records = hour(66).map(({ value, timestampMs }, i) => ({ key: String(i % 97), value, timestampMs }));
  records.splice(100, 0, { key: "", value: "no payment", timestampMs: 0 });
  await topics.send(names.transactions, records);
  const lines = records.map(({ value }) => String(value)).filter((line) => line !== "no payment");
  const verdict = await judge({ name: "stamped by the broker", fraud: names.fraud, lines, rule });
  expect({ ...verdict, letters: await tooLate(names.deadLetters) }).toMatchObject({
    ...{ missing: 0, extra: 0, different: 0, notFinal: 0 },
    letters: [{ reason: "field-count" }],
  });
  expect(verdict.expected).toBeGreaterThan(10);
  await cancelJob(stack.settings, id);
});

test("what is too late for a window, session or sliding, is a dead letter, counted whole", async () => {
  await Promise.all(["session", "sliding"].map(tooLateFor));
});

async function tooLateFor(window: string): Promise<void> {
  const names = await topics.create(`late-${window}-${run}`, 1);
  const flags = ["--gap", "4s", "--window-size", "4s", "--window-every", "2s", "--allowed-lateness", "1s"];
  const id = await submit(stack.settings, names, [...JOB, ...flags, "--window", window, "--parallelism", "1"]);
  const at = (ms: number, target: string, cents: number) =>
    topics.send(names.transactions, [paymentRecord(ms, "A", target, cents)]);
  const start = Math.floor(Date.now() / 2_000) * 2_000;
  await at(start, "B", 5_000);
  // The time of the partition goes on by the wall clock, past the end of any window of the next one and the lateness.
  await pause(10_000);
  await at(start - 60_000, "C", 70_000);
  await at(start - 59_000, "C", 5);
  let letters: TooLate[] = [];
  // Each sliding window loses both.
  const windows = window === "session" ? 1 : 2;
  await until(async () => {
    letters = await tooLate(names.deadLetters);
    return letters.reduce((sum, { count }) => sum + count, 0) === 2 * windows;
  }, `the dead letters of the ${window} window`);
  for (const letter of letters) expect(letter).toMatchObject({ reason: "too-late", key: "A;C", grouping: "pair" });
  const cents = letters.reduce((sum, { totalAmount }) => sum + Math.round(Number(totalAmount) * 100), 0);
  expect(cents).toBe(70_005 * windows);
  for (const { lateByMs } of letters) expect(lateByMs).toBeGreaterThan(50_000);
  expect(letters.flatMap(({ transactions }) => transactions)).toHaveLength(2 * windows);
  await cancelJob(stack.settings, id);
}
