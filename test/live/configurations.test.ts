import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { httpGet } from "../../service/probes/httpJson";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { PLAIN_DEFAULT_RULES } from "../rules/plainDefault";
import { alertInEvent, alertsFlow, createJudge, JOB } from "./support/exactly";
import { cancelJob, command, jobState, submit, topicFlags, until } from "./support/job";
import { backlog } from "./support/payments";
import { judgeRules, rightAlerts } from "./support/rulesJudge";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";

/** The ways to run the job other than the usual one. */
const COUNT = 20_000;
const run = Date.now();

let stack: Stack;
let topics: Topics;
let judge: ReturnType<typeof createJudge>;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(["--task-managers", "2", "--slots", "2", "--task-manager-heap-mb", "800"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  judge = createJudge(topics, table);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

const flink = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${stack.settings.ports.flink}${path}`, init);
const savepoints = () => join(stack.settings.stateDir, "savepoints");

const isEvent = (record: string) => "specversion" in JSON.parse(record);
/** How many of a topic's alerts are CloudEvents, and how many are not. */
async function eventsAndOthers(topic: string): Promise<[number, number]> {
  const records = await topics.readAll(topic);
  const events = records.filter(isEvent).length;
  return [events, records.length - events];
}

async function withBacklog(name: string, seed: number, count = COUNT) {
  const names = await topics.create(`${name.replaceAll(/[^a-z]+/gi, "-")}-${run}`);
  const sent = backlog({ seed, count });
  await topics.send(names.transactions, sent);
  const lines = sent.map(({ value }) => String(value));
  return { names, expectExact: async () => expectExact(name, names.fraud, lines) };
}

async function expectExact(name: string, fraud: string, lines: string[]): Promise<void> {
  const verdict = await judge({
    name,
    fraud,
    lines,
    alertIn: (record) => (isEvent(record) ? alertInEvent(record) : record),
  });
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
}

/** The TaskManagers on which a job's tasks run. */
async function taskManagersOf(id: string): Promise<Set<string>> {
  const { vertices } = (await (await flink(`/jobs/${id}`)).json()) as { vertices: { id: string }[] };
  const details = vertices.map(async (vertex) => (await flink(`/jobs/${id}/vertices/${vertex.id}`)).json());
  const tasks = (await Promise.all(details)) as { subtasks: { "taskmanager-id": string }[] }[];
  return new Set(tasks.flatMap(({ subtasks }) => subtasks.map((task) => task["taskmanager-id"])));
}

async function workersRunning(): Promise<number> {
  const metrics = await (await httpGet(`http://127.0.0.1:${stack.settings.ports.workerPoolHealth}/metrics`)).text();
  return Number(/^fraud_workers_running (\d+)/m.exec(metrics)?.[1]);
}

test("two TaskManagers with two workers each", async () => {
  const { names, expectExact } = await withBacklog("two TaskManagers", 10, 100_000);
  const flags = ["--gap", "1m", "--parallelism", "4", "--workers-per-task-manager", "2", "--checkpoint-interval", "2s"];
  const id = await submit(stack.settings, names, flags);
  expect((await taskManagersOf(id)).size).toBe(2);
  await until(async () => (await workersRunning()) === 4, "four workers");
  await expectExact();
  await cancelJob(stack.settings, id);
});

test("--kafka-connector beam: Beam's KafkaIO through the expansion service", async () => {
  const { names, expectExact } = await withBacklog("Beam's KafkaIO", 11);
  const id = await submit(stack.settings, names, [...JOB, "--kafka-connector", "beam"]);
  await expectExact();
  await cancelJob(stack.settings, id);
});

test("--state-backend rocksdb, stopped with a savepoint and resumed on the heap, which writes CloudEvents", async () => {
  const { names, expectExact } = await withBacklog("RocksDB", 12, 100_000);
  const storage = ["--checkpoint-dir", `file://${join(stack.settings.stateDir, "rocksdb")}`];
  const id = await submit(stack.settings, names, [...JOB, "--state-backend", "rocksdb", ...storage]);
  await alertsFlow(topics, names.fraud);
  const stop = [id, "--flink", `http://127.0.0.1:${stack.settings.ports.flink}`, "--savepoint", savepoints()];
  const path = (await command("pipelines/cancel.ts", stop)).trim();
  const resumed = ["--state-backend", "hashmap", ...storage, "--from-savepoint", path, "--alert-format", "cloudevents"];
  const next = await submit(stack.settings, names, [...JOB, ...resumed]);
  await expectExact();
  expect(Math.min(...(await eventsAndOthers(names.fraud)))).toBeGreaterThan(0);
  await cancelJob(stack.settings, next);
});

test("a job jar, uploaded by REST and started from the savepoint of Flink's own stop", async () => {
  const { names, expectExact } = await withBacklog("job jar", 13, 100_000);
  const jar = join(stack.settings.stateDir, "job.jar");
  const flags = [...addressFlags(stack.settings), ...topicFlags(names), ...JOB, "--alert-format", "cloudevents"];
  await command("pipelines/jobJar.ts", [...flags, "--output", jar]);
  const own = await upload(jar);
  const id = await start(own, {});
  await alertsFlow(topics, names.fraud);
  const savepointPath = await flinkStop(id);
  const next = await start(own, { savepointPath });
  await expectExact();
  expect((await eventsAndOthers(names.fraud))[1]).toBe(0);
  await cancelJob(stack.settings, next);

  await command("pipelines/jobJar.ts", [...flags, "--key", "origin", "--output", jar]);
  const refused = await start(await upload(jar), { savepointPath });
  await until(async () => (await jobState(stack.settings, refused)) === "FAILED", "the job to be refused for good");
  expect(await (await flink(`/jobs/${refused}/exceptions`)).text()).toContain(
    "StateDoesNotFit: the state is of a job with --key pair, this one has --key origin",
  );
});

test("a job jar with rules, by Beam's KafkaIO", async () => {
  const names = await topics.create(`jar-of-rules-${run}`);
  const sent = backlog({ seed: 14, count: COUNT });
  await topics.send(names.transactions, sent);
  const rules = join(stack.settings.stateDir, "rules.yaml");
  const head = "key: pair, window: { session: 10m }, when:";
  writeFileSync(
    rules,
    `rules: [{ id: structuring, title: Parts, ${head} total > 10000 && largest <= 10000 }, ` +
      `{ id: large-payment, title: Large, ${head} largest > 10000 }]`,
  );
  const jar = join(stack.settings.stateDir, "rules.jar");
  const flags = [...addressFlags(stack.settings), ...topicFlags(names), "--checkpoint-interval", "2s"];
  await command("pipelines/jobJar.ts", [...flags, "--rules", rules, "--kafka-connector", "beam", "--output", jar]);
  const id = await start(await upload(jar), {});
  const plain = PLAIN_DEFAULT_RULES.slice(0, 2);
  const lines = sent.map(({ value }) => String(value));
  const verdict = await judgeRules(topics, [names.fraud], rightAlerts(plain, lines));
  expect(verdict.expected).toBeGreaterThan(100);
  expect(verdict).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
  await cancelJob(stack.settings, id);
});

/** Gives a jar to Flink; resolves to Flink's name for it. */
async function upload(jar: string): Promise<string> {
  const form = new FormData();
  form.append("jarfile", new Blob([readFileSync(jar)]), "job.jar");
  const answer = await flink("/jars/upload", { method: "POST", body: form });
  return String(((await answer.json()) as { filename: string }).filename.split("/").at(-1));
}

async function start(jar: string, settings: object): Promise<string> {
  const body = JSON.stringify({ parallelism: 2, ...settings });
  const answer = await flink(`/jars/${jar}/run`, { method: "POST", body });
  return ((await answer.json()) as { jobid: string }).jobid;
}

/** What `flink stop` does; the savepoint's path. */
async function flinkStop(id: string): Promise<string> {
  const body = JSON.stringify({ targetDirectory: savepoints(), drain: false });
  const answer = await flink(`/jobs/${id}/stop`, { method: "POST", body });
  const trigger = ((await answer.json()) as { "request-id": string })["request-id"];
  let path: string | undefined;
  await until(async () => {
    const state = (await (await flink(`/jobs/${id}/savepoints/${trigger}`)).json()) as {
      operation?: { location?: string };
    };
    path = state.operation?.location;
    return path !== undefined;
  }, "the savepoint");
  return String(path);
}
