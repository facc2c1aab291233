import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutgoingRecord } from "../../kafka/producer";
import type { Backtest } from "../../pipelines/backtest/result";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { command } from "./support/job";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const COUNT = process.env.LIVE_TESTS === "full" ? 2_000_000 : 60_000;
const DAY_MS = 86_400_000;
const PARTITIONS = 4;
const run = Date.now();

let stack: Stack;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack(5_900);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(() => removeTestStack(stack));

/** Thirty days of payments, and one record that is none. */
function thirtyDays(): OutgoingRecord[] {
  const startMs = Date.UTC(2026, 0, 1);
  const stepMs = (30 * DAY_MS) / COUNT;
  const records = [
    ...eachPayment({ seed: 7, count: COUNT, accounts: COUNT / 20, stepMs, startMs, disorderMs: 60_000 }),
  ];
  records.splice(COUNT / 2, 0, { key: "x", value: "no payment", timestampMs: startMs + 15 * DAY_MS });
  return records;
}

/** What `npm run backtest` writes, apart from what names the source and tells of its order, which partitions change. */
async function reportOf(name: string, flags: string[]): Promise<Backtest> {
  const out = join(stack.settings.stateDir, name);
  mkdirSync(out, { recursive: true });
  await command("pipelines/backtest.ts", [...flags, "--out", out]);
  const report: Backtest = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  const { file, disorderMs, ...archive } = report.archive;
  const notes = report.notes.filter((note) => !note.includes("in order of time"));
  return { ...report, archive, notes } as Backtest;
}

test(`a range of a topic of ${COUNT} payments, judged on Flink: the report of a file that holds the same, number for number`, async () => {
  const { transactions, fraud } = await topics.create(`backtest-${run}`, PARTITIONS);
  const records = thirtyDays();
  await topics.send(transactions, records);
  const toMs = Date.UTC(2026, 0, 26);
  const inRange = records.filter(({ timestampMs }) => timestampMs < toMs).map(({ value }) => String(value));
  const file = join(stack.settings.stateDir, "payments.txt");
  writeFileSync(file, `${inRange.join("\n")}\n`);
  const sweep = ["--sweep", "structuring.limit=8000,12000"];
  const before = await topics.list();

  const onFlink = addressFlags(stack.settings).filter((_, i, all) => !all[i - (i % 2)].startsWith("--expansion"));
  const range = ["--from-topic", transactions, "--to", new Date(toMs).toISOString()];
  const fromTopic = await reportOf("from-topic", [...range, ...onFlink, ...sweep]);
  expect(fromTopic).toEqual(await reportOf("from-file", ["--input", file, ...sweep]));
  expect(fromTopic.archive.deadLetters).toEqual({ "field-count": 1 });
  expect(fromTopic.tried.all.alerts.count).toBeGreaterThan(100);

  // Nothing of its own stays, and the topic that a live job writes to was not touched.
  expect(await topics.list()).toEqual(before);
  expect(await topics.readAll(fraud)).toEqual([]);
});
