import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Schema, Type } from "avsc";
import type { OutgoingRecord } from "../../kafka/producer";
import { createAvroWriter, PAYMENT_SCHEMA } from "../../payment/formats/avro/avroWriter";
import { createPaymentWriter } from "../../payment/formats/paymentWriter";
import { parseTransaction, type Transaction } from "../../payment/transaction";
import { registerSchema } from "../../registry/registerSchema";
import type { Stack } from "../../stack/createStack";
import { filesOf } from "../../stack/files";
import { registryUrl } from "../../stack/parts/registry";
import { createAvroAlertReader } from "../../transforms/alertAvro";
import type { DeadLetterJson } from "../../transforms/deadLetterJson";
import { alertsFlow, checkpointed, createJudge, JOB, RULE } from "./support/exactly";
import { restart } from "./support/faults";
import { startGeneratorProcess } from "./support/generatorProcess";
import { cancelJob, command, jobState, submit, until } from "./support/job";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";
import { startViewerProcess } from "./support/viewerProcess";

/** The last sessions end after a gap of the wall clock: a short one. */
const rule = { ...RULE, gapMs: 20_000 };
const FLAGS = [...JOB, "--gap", "20s"];
const run = Date.now();
const table: Record<string, unknown>[] = [];
let stack: Stack;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack(["--registry"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

const registry = () => ({ url: registryUrl("127.0.0.1", stack.settings.ports.registry) });
const registryFlags = () => ["--format", "avro", "--schema-registry", registry().url];
const workersSaid = (text: string) => readFileSync(filesOf(stack.settings).out("worker-pool"), "utf8").includes(text);

/** The next version of the generator's schema: one field more, one called by another name, and all in another order. */
const NEXT_SCHEMA = {
  ...PAYMENT_SCHEMA,
  fields: [
    { name: "note", type: ["null", "string"], default: null },
    ...PAYMENT_SCHEMA.fields.map((field) => (field.name === "origin" ? { ...field, name: "debtor" } : field)).reverse(),
  ],
};
/** What the job reads by. */
const OWN_SCHEMA = {
  ...PAYMENT_SCHEMA,
  fields: PAYMENT_SCHEMA.fields.map((field) => (field.name === "origin" ? { ...field, aliases: ["debtor"] } : field)),
};

function writeNext(id: number, line: OutgoingRecord): OutgoingRecord {
  const { timestampMs, origin, target, amountCents } = parseTransaction(
    String(line.value),
    Number.POSITIVE_INFINITY,
  ) as Transaction;
  const amount = Buffer.alloc(6);
  amount.writeIntBE(amountCents, 0, 6);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  const body = Type.forSchema(NEXT_SCHEMA as Schema).toBuffer({
    note: "by the next version",
    timestamp: timestampMs,
    debtor: origin,
    target,
    amount,
  });
  return { ...line, value: Buffer.concat([header, body]) };
}

test("the generator's Avro becomes exact alerts in Avro, while the registry is away for a time and its schema changes", async () => {
  const judge = createJudge(topics, table);
  const names = await topics.create(`avro-${run}`);
  const startMs = Math.floor((Date.now() - 7_200_000) / 1_000) * 1_000;
  const traffic = ["--start", new Date(startMs).toISOString(), "--speed", "max", "--rate", "200/s", "--count", "20000"];
  const lines = (await command("generator/main.ts", [...traffic, "--out", "-", "--accounts", "60"])).trim().split("\n");
  const generator = startGeneratorProcess([
    ...["--brokers", `127.0.0.1:${stack.settings.ports.kafka}`, "--topic", names.transactions],
    ...[...traffic, "--accounts", "60", ...registryFlags()],
  ]);
  expect(await generator.ended()).toBe(0);
  const own = join(mkdtempSync(join(tmpdir(), "schema-")), "own.avsc");
  writeFileSync(own, JSON.stringify(OWN_SCHEMA));
  const asAvro = ["--alert-format", "avro", "--reader-schema", own, ...registryFlags()];
  const id = await submit(stack.settings, names, [...FLAGS, ...asAvro, "--checkpoint-timeout", "10s"]);
  await alertsFlow(topics, names.fraud, 20n);

  // What comes next is written by a schema that no worker knows, and nobody can be asked for.
  const nextId = await registerSchema(registry(), `${names.transactions}-value`, NEXT_SCHEMA);
  await stack.stop("registry");
  const next = [...eachPayment({ seed: 9, count: 5_000, accounts: 60, stepMs: 10, startMs: startMs + 600_000 })];
  const poison = poisoned(nextId);
  await topics.send(
    names.transactions,
    next.map((line) => writeNext(nextId, line)),
  );
  await topics.send(
    names.transactions,
    poison.map((value, index) => ({ key: `${index}`, value, timestampMs: startMs + 600_000 })),
  );
  // For that schema, or for the first one where Flink started the job again meanwhile: its new worker knows none.
  await until(async () => workersSaid("waiting for schema "), "a worker to say that it waits");
  // Checkpoints take longer than they may meanwhile: Flink starts the job again, and it waits again. One that starts just as
  // the registry does has nothing to wait for.
  await sleep(25_000);
  expect(await jobState(stack.settings, id)).toMatch(/RUNNING|RESTARTING/);
  await stack.start("registry");

  const alertIn = await alertsOfAvro(names.fraud);
  const verdict = await judge({
    name: "avro",
    fraud: names.fraud,
    alertIn,
    encoding: "latin1",
    lines: [...lines, ...next.map(({ value }) => String(value))],
    rule,
  });
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({ exact: true });
  const letters = (await topics.readAll(names.deadLetters)).map((text) => JSON.parse(text) as DeadLetterJson);
  const refused = letters.map(({ reason, raw, encoding }) => `${reason} ${Buffer.from(raw, encoding).toString("hex")}`);
  expect([...new Set(refused)].sort()).toEqual(poison.map((bytes) => `bad-avro ${bytes.toString("hex")}`).sort());

  const viewer = await startViewerProcess([
    ...["--brokers", `127.0.0.1:${stack.settings.ports.kafka}`, "--topic", names.fraud, "--group", "viewer-avro"],
    ...["--schema-registry", registry().url],
  ]);
  await viewer.ready();
  await until(async () => (await viewer.shown()).length === 1_000, "the viewer to show the alerts");
  expect(await viewer.stop()).toBe(0);

  // Of a schema that nobody knows: the job waits, and is cancelled all the same.
  await topics.send(names.transactions, [{ key: "0", value: writtenBy(UNKNOWN_ID), timestampMs: startMs }]);
  await until(async () => workersSaid(`waiting for schema ${UNKNOWN_ID}`), "a worker to say that it waits");
  await cancelJob(stack.settings, id);
});

/** Reads alerts as whoever subscribes to the topic does, by the schema that the registry has of it. */
async function alertsOfAvro(topic: string) {
  const answer = await fetch(`${registry().url}/subjects/${topic}-value/versions/1`);
  const { id, schema: text } = (await answer.json()) as { id: number; schema: string };
  const read = createAvroAlertReader(id, { type: "AVRO", text, references: [] });
  return (record: string) => JSON.stringify(read(Buffer.from(record, "latin1")));
}

const UNKNOWN_ID = 9_999;
const writtenBy = (id: number) =>
  createAvroWriter(id)({ timestampMs: Date.now(), origin: "a", target: "b", amountCents: 100 });

/** Records that are nearly payments: of another wire format, cut, and with more behind them. */
function poisoned(id: number): Buffer[] {
  const whole = writtenBy(id);
  return [Buffer.from('{"timestamp":1}'), whole.subarray(0, 7), Buffer.concat([whole, whole])];
}

const FIELDS = {
  timestamp: { path: "/t", as: "epoch-ms" },
  origin: { path: "/from" },
  target: { path: "/to" },
  amount: { path: "/amount" },
  id: { path: "/id" },
} as const;
const writeJson = createPaymentWriter({ format: "json", fields: FIELDS });

/** As JSON with an id, keyed by the payment's accounts. */
function withId(line: OutgoingRecord, id: string): OutgoingRecord {
  const payment = parseTransaction(String(line.value), Number.POSITIVE_INFINITY) as Transaction;
  return { ...line, value: writeJson({ ...payment, id }) };
}

test("payments that come twice count once, also where a TaskManager is killed between them", async () => {
  const judge = createJudge(topics, table);
  const names = await topics.create(`twice-${run}`);
  const startMs = Math.floor((Date.now() - 7_200_000) / 1_000) * 1_000;
  const traffic = { count: 10_000, accounts: 60, stepMs: 20 };
  const sent = [...eachPayment({ ...traffic, seed: 11, startMs })];
  const later = [...eachPayment({ ...traffic, seed: 12, startMs: startMs + 900_000 })];
  const [before, after] = [sent, later].map((lines, part) => lines.map((line, i) => withId(line, `${part}-${i}`)));
  // Copies lie on other partitions than their payments.
  const again = (record: OutgoingRecord, timestampMs: number, i: number) => ({
    ...record,
    key: `copy-${i}`,
    timestampMs,
  });
  const withCopies = (records: OutgoingRecord[]) =>
    records.flatMap((record, i) => (i % 3 === 0 ? [record, again(record, record.timestampMs, i)] : [record]));
  const fields = ["timestamp=/t:epoch-ms", "origin=/from", "target=/to", "amount=/amount", "id=/id"];
  const json = ["--format", "json", ...fields.flatMap((field) => ["--field", field])];
  await topics.send(names.transactions, withCopies(before));
  const id = await submit(stack.settings, names, [...FLAGS, ...json, "--duplicates-within", "1h"]);
  await alertsFlow(topics, names.fraud, 20n);
  await checkpointed(stack, id);
  await restart(stack, "taskmanager-1");
  // All of what was sent before comes once more, among other payments.
  await topics.send(
    names.transactions,
    withCopies(after).flatMap((record, i) =>
      i < before.length ? [record, again(before[i], record.timestampMs, i)] : [record],
    ),
  );

  const lines = [...sent, ...later].map(({ value }) => String(value));
  const verdict = await judge({ name: "twice", fraud: names.fraud, lines, rule });
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({ exact: true });
  // Those that came 15 minutes later would be too late, if they counted.
  expect(await topics.readAll(names.deadLetters)).toEqual([]);
  await cancelJob(stack.settings, id);
});
