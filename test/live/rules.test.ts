import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { OutgoingRecord } from "../../kafka/producer";
import { DEFAULT_RULES } from "../../pipelines/rulesOption";
import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import { PLAIN_DEFAULT_RULES } from "../rules/plainDefault";
import { alertsFlow, checkpointed } from "./support/exactly";
import { stopWithSavepoint } from "./support/faults";
import { cancelJob, submit, until } from "./support/job";
import { eachPayment, paymentRecord } from "./support/payments";
import { judgeRules, type RulesVerdict, rightAlerts } from "./support/rulesJudge";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const FULL = process.env.LIVE_TESTS === "full";
const COUNT = FULL ? 1_000_000 : 100_000;
/** Three weeks of a million payments, all views at once: some of their windows are open for a week. */
const HEAP = FULL ? ["--task-manager-heap-mb", "3000"] : [];
const SETTLE_MS = FULL ? 3_000_000 : 480_000;
jest.setTimeout(SETTLE_MS + 600_000);
const DAY_MS = 86_400_000;
const JOB = ["--parallelism", "2", "--checkpoint-interval", "2s"];
const PARTITIONS = 4;
const run = Date.now();
const defaults = parse(readFileSync(DEFAULT_RULES, "utf8")) as { parameters: object; rules: { id: string }[] };

let stack: Stack;
let topics: Topics;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(["--slots", "6", ...HEAP]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

/**
 * Three weeks of payments: of many accounts that seldom pay and of few that often do, in disorder; then one in each
 * partition, of eight days later, that ends all windows of what was before.
 */
function threeWeeks(seed: number, count: number): { records: OutgoingRecord[]; closing: OutgoingRecord[] } {
  const stepMs = (2 * 21 * DAY_MS) / count;
  const startMs = Date.now() - 31 * DAY_MS;
  const common = { count: count / 2, stepMs, startMs, disorderMs: 60_000 };
  const seldom = [...eachPayment({ ...common, seed, accounts: count / 20 })];
  const often = [...eachPayment({ ...common, seed: seed + 1, accounts: 150 })];
  const records = seldom.flatMap((one, i) => [one, renamed(often[i])]);
  const endMs = startMs + 21 * DAY_MS + 8 * DAY_MS;
  const closing = Array.from({ length: PARTITIONS }, (_, i) => paymentRecord(endMs, `closing${i}`, "all", 1));
  return { records, closing };
}

function renamed({ key, value, timestampMs }: OutgoingRecord): OutgoingRecord {
  const name = (text: unknown) => String(text).replaceAll(/(?<=^|;)(\d+)(?=;)/g, "busy$1");
  return { key: name(`${key};`).slice(0, -1), value: name(value), timestampMs };
}

const linesOf = (records: OutgoingRecord[]) => records.map(({ value }) => String(value));

async function close(transactions: string, closing: OutgoingRecord[]): Promise<void> {
  const messages = closing.map(({ key, value, timestampMs }, partition) => ({
    key,
    value: String(value),
    timestamp: String(timestampMs),
    partition,
  }));
  await topics.sendRaw(transactions, messages);
}

function expectRight(name: string, verdict: RulesVerdict): void {
  table.push({ case: name, ...verdict });
  expect(verdict.expected).toBeGreaterThan(100);
  expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
}

test(`the default rules over ${COUNT} payments of three weeks, whole output against whole output`, async () => {
  const names = await topics.create(`rules-${run}`, PARTITIONS);
  const { records, closing } = threeWeeks(1, COUNT);
  await topics.send(names.transactions, records);
  await close(names.transactions, closing);
  const id = await submit(stack.settings, names, [...JOB, "--rules", "default"]);
  const expected = rightAlerts(PLAIN_DEFAULT_RULES, linesOf(records));
  expectRight("backlog", await judgeRules(topics, [names.fraud], expected, { settleMs: SETTLE_MS }));
  await cancelJob(stack.settings, id);
});

test("through killed TaskManagers and workers, nothing is lost and nothing wrong remains", async () => {
  const names = await topics.create(`rules-kills-${run}`, PARTITIONS);
  const { records, closing } = threeWeeks(3, COUNT);
  const half = records.length / 2;
  await topics.send(names.transactions, records.slice(0, half));
  const id = await submit(stack.settings, names, [...JOB, "--rules", "default"]);
  await alertsFlow(topics, names.fraud, 50n);
  await stack.kill("taskmanager-1");
  await stack.start("taskmanager-1");
  await topics.send(names.transactions, records.slice(half));
  await close(names.transactions, closing);
  await checkpointed(stack, id);
  await stack.kill("worker-pool");
  await stack.start("worker-pool");
  const expected = rightAlerts(PLAIN_DEFAULT_RULES, linesOf(records));
  expectRight("kills", await judgeRules(topics, [names.fraud], expected, { settleMs: SETTLE_MS }));
  await cancelJob(stack.settings, id);
});

test("other rules and another parallelism go on from a savepoint: rules that stay find what they would have", async () => {
  const names = await topics.create(`rules-change-${run}`, PARTITIONS);
  const { records, closing } = threeWeeks(5, COUNT / 2);
  const half = records.length / 2;
  const before = join(stack.settings.stateDir, "before.yaml");
  const after = join(stack.settings.stateDir, "after.yaml");
  const shadow = `fraud-shadow-${run}`;
  await topics.createAll([shadow], 1);
  const [fanIn, slow] = ["fan-in", "slow-structuring"].map((id) => defaults.rules.find((rule) => rule.id === id));
  const gone = {
    ...{ id: "gone", mode: "shadow", title: "Gone", key: "origin" },
    ...{ window: { sliding: "2d", every: "1d" }, when: "count >= 3" },
  };
  const added = {
    id: "added",
    title: "Added",
    key: "pair",
    window: { sliding: "7d", every: "1d" },
    when: "count >= 3",
  };
  writeFileSync(before, stringify({ ...defaults, rules: [fanIn, slow, gone] }));
  writeFileSync(after, stringify({ ...defaults, rules: [slow, added, fanIn] }));
  await topics.send(names.transactions, records.slice(0, half));
  const id = await submit(stack.settings, names, [...JOB, "--rules", before, "--shadow-topic", shadow]);
  await alertsFlow(topics, names.fraud, 20n);
  const path = await stopWithSavepoint(stack, id);
  await topics.send(names.transactions, records.slice(half));
  await close(names.transactions, closing);
  const resumed = ["--rules", after, "--shadow-topic", shadow, "--parallelism", "3", "--from-savepoint", path];
  const next = await submit(stack.settings, names, [...JOB, ...resumed]);
  const staying = PLAIN_DEFAULT_RULES.filter(({ id }) => ["fan-in", "slow-structuring"].includes(id));
  const expected = rightAlerts(staying, linesOf(records));
  const isStaying = ({ rule }: Alert) => staying.some(({ id }) => rule?.id === id);
  expectRight(
    "other rules",
    await judgeRules(topics, [names.fraud], expected, { only: isStaying, settleMs: SETTLE_MS }),
  );
  const added_ = (await topics.readAll(names.fraud)).filter((message) => message.includes('"id":"added"'));
  expect(added_.length).toBeGreaterThan(0);
  const triedOut = new Set((await topics.readAll(shadow)).map((message) => (JSON.parse(message) as Alert).rule?.id));
  expect([...triedOut]).toEqual(["gone"]);
  expect((await topics.readAll(names.fraud)).filter((message) => message.includes('"id":"gone"'))).toEqual([]);
  await cancelJob(stack.settings, next);
});

test("an account that is paid from all partitions is warned of at once, also after a restart, and then told as final or withdrawn", async () => {
  const rules = join(stack.settings.stateDir, "early.yaml");
  writeFileSync(
    rules,
    "rules: [{ id: many, title: Many, key: target, window: { session: 15s }, when: payers >= 6 && largest <= 5000 }]",
  );
  const names = await topics.create(`rules-early-${run}`, PARTITIONS);
  const id = await submit(stack.settings, names, [...JOB, "--rules", rules, "--allowed-lateness", "30s"]);
  const alerts = async () => (await topics.readAll(names.fraud)).map((message) => JSON.parse(message) as Alert);
  const pay = async (target: string, payer: number, amount: number) => {
    const { key, value, timestampMs } = paymentRecord(Date.now(), `p${payer}`, target, amount);
    const partition = payer % PARTITIONS;
    await topics.sendRaw(names.transactions, [
      { key, value: String(value), timestamp: String(timestampMs), partition },
    ]);
  };
  const about = async (target: string) => (await alerts()).filter((alert) => alert.target === target);
  for (let payer = 0; payer < 6; payer++) await pay("kept", payer, 1_000);
  await until(async () => (await about("kept")).length > 0, "the early alert");
  expect((await about("kept"))[0]).toMatchObject({ timing: "EARLY", count: 6, measures: { payers: "6" } });
  for (let payer = 0; payer < 6; payer++) await pay("withdrawn", payer, 1_000);
  await until(async () => (await about("withdrawn")).length > 0, "the other early alert");
  await pay("withdrawn", 7, 600_000);
  await until(async () => (await about("kept")).some(({ final }) => final), "the final alert");
  await until(async () => (await about("withdrawn")).some(({ withdrawn }) => withdrawn === true), "what takes it back");
  // Half of the payers before a restart, half after it.
  for (let payer = 0; payer < 3; payer++) await pay("restarted", payer, 1_000);
  await checkpointed(stack, id);
  const keptOpen = setInterval(() => pay("restarted", 0, 1).catch(() => {}), 2_000);
  await stack.kill("worker-pool");
  await stack.start("worker-pool");
  for (let payer = 3; payer < 6; payer++) await pay("restarted", payer, 1_000);
  await until(async () => (await about("restarted")).length > 0, "the early alert after a restart");
  clearInterval(keptOpen);
  expect((await about("restarted"))[0]).toMatchObject({ timing: "EARLY", measures: { payers: "6" } });
  await cancelJob(stack.settings, id);
});
