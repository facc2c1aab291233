import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { OutgoingRecord } from "../../kafka/producer";
import type { Backtest } from "../../pipelines/backtest/result";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { command, until } from "./support/job";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const FULL = process.env.LIVE_TESTS === "full";
const FEW = 60_000;
const COUNT = FULL ? 2_000_000 : FEW;
/** A week of two million payments in a month is open at once, in each of the rules' views. */
const HEAP = FULL ? ["--task-manager-heap-mb", "4000"] : [];
if (FULL) jest.setTimeout(3_600_000);
const DAY_MS = 86_400_000;
const DISORDER_MS = 60_000;
const TO_MS = Date.UTC(2026, 0, 26);
const PARTITIONS = 4;
const run = Date.now();

let stack: Stack;
let topics: Topics;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(HEAP);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

/**
 * Thirty days of payments, and one record that is none. At `TO_MS` nobody pays for as long as payments are late: a range ends
 * with a partition's first record of its end, and what comes later with an earlier time is not in it.
 */
function* thirtyDays(count: number): Generator<OutgoingRecord> {
  const startMs = Date.UTC(2026, 0, 1);
  const traffic = { seed: 7, count, accounts: count / 20, stepMs: (30 * DAY_MS) / count, startMs };
  let before = 0;
  for (const payment of eachPayment({ ...traffic, disorderMs: DISORDER_MS })) {
    if (before++ === count / 2) yield { key: "x", value: "no payment", timestampMs: startMs + 15 * DAY_MS };
    if (payment.timestampMs < TO_MS || payment.timestampMs >= TO_MS + DISORDER_MS) yield payment;
  }
}

function* linesInRange(): Generator<string> {
  for (const { timestampMs, value } of thirtyDays(COUNT)) if (timestampMs < TO_MS) yield `${value}\n`;
}

/** Where the stack's servers are. */
function onFlink(): string[] {
  return addressFlags(stack.settings).filter((_, i, all) => !all[i - (i % 2)].startsWith("--expansion"));
}

/** A broker may list a topic for a moment that its controller has deleted. */
async function onlyTopics(names: string[]): Promise<void> {
  await until(async () => String(await topics.list()) === String(names), `no topics but ${names}`);
}

/** What `npm run backtest` writes, apart from what names the source and tells of its order, which partitions change. */
async function reportOf(name: string, flags: string[]): Promise<Backtest> {
  const out = join(stack.settings.stateDir, name);
  mkdirSync(out, { recursive: true });
  const begun = Date.now();
  await command("pipelines/backtest.ts", [...flags, "--out", out]);
  table.push({ case: name, seconds: Math.round((Date.now() - begun) / 1_000) });
  const report: Backtest = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  const { file, disorderMs, ...archive } = report.archive;
  const notes = report.notes.filter((note) => !note.includes("in order of time"));
  return { ...report, archive, notes } as Backtest;
}

test(`a range of a topic of ${COUNT} payments, judged on Flink: the report of a file that holds the same, number for number`, async () => {
  const { transactions, fraud } = await topics.create(`backtest-${run}`, PARTITIONS);
  await topics.send(transactions, thirtyDays(COUNT));
  const file = join(stack.settings.stateDir, "payments.txt");
  await pipeline(linesInRange(), createWriteStream(file));
  const sweep = ["--sweep", "structuring.limit=8000,12000"];
  const before = await topics.list();

  const range = ["--from-topic", transactions, "--to", new Date(TO_MS).toISOString()];
  const fromTopic = await reportOf("from-topic", [...range, ...onFlink(), ...sweep]);
  expect(fromTopic).toEqual(await reportOf("from-file", ["--input", file, ...sweep]));
  expect(fromTopic.archive.deadLetters).toEqual({ "field-count": 1 });
  expect(fromTopic.tried.all.alerts.count).toBeGreaterThan(100);

  // Nothing of its own stays, and the topic that a live job writes to was not touched.
  await onlyTopics(before);
  expect(await topics.readAll(fraud)).toEqual([]);
});

test("a backtest that is interrupted takes its job and its topics along", async () => {
  const { transactions } = await topics.create(`interrupted-${run}`, 1);
  await topics.send(transactions, thirtyDays(FEW));
  const before = await topics.list();
  const out = join(stack.settings.stateDir, "interrupted");
  const flags = ["--from-topic", transactions, "--parallelism", "1", "--out", out, ...onFlink()];
  const program = spawn(process.execPath, ["-r", "ts-node/register", "pipelines/backtest.ts", ...flags]);
  const ended = new Promise<number | null>((resolve) => program.once("exit", resolve));
  let said = "";
  program.stderr.on("data", (text) => {
    said += text;
  });
  const jobs = async () => {
    const answer = await fetch(`http://127.0.0.1:${stack.settings.ports.flink}/jobs/overview`);
    const { jobs } = (await answer.json()) as { jobs: { name: string; state: string }[] };
    return jobs.filter(({ name, state }) => name.startsWith("fraud-backtest-") && !/FINISHED|CANCELED/.test(state));
  };
  await until(async () => (await jobs()).length > 0, "the backtest's job");
  program.kill("SIGINT");
  expect(await ended).toBe(1);
  expect(said).toMatch(/^error: interrupted by SIGINT: the job is cancelled, and its topics are deleted$/m);
  expect(await jobs()).toEqual([]);
  await onlyTopics(before);
});
