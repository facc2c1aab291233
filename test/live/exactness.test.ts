import type { Message } from "kafkajs";
import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import type { DeadLetterJson } from "../../transforms/deadLetterJson";
import { alertInEvent, alertsFlow, createJudge, JOB, RULE } from "./support/exactly";
import { cancelJob, submit, until } from "./support/job";
import { backlog } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact, newestAlerts, type Verdict } from "./support/verdict";

const FULL = process.env.LIVE_TESTS === "full";
const run = Date.now();

let stack: Stack;
let topics: Topics;
let judge: ReturnType<typeof createJudge>;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack();
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  judge = createJudge(topics, table);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

const linesOf = (records: { value: string | Uint8Array }[]) => records.map(({ value }) => String(value));

function expectExact(verdict: Verdict): void {
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({
    missing: 0,
    extra: 0,
    different: 0,
    notFinal: 0,
    exact: true,
  });
}

describe("a backlog", () => {
  test(`of ${FULL ? "1,000,000" : "200,000"} payments over 4 partitions, at parallelism 2, in disorder`, async () => {
    const sent = backlog({ seed: 1, count: FULL ? 1_000_000 : 200_000 });
    const names = await topics.create(`backlog-${run}`);
    await topics.send(names.transactions, sent);
    const id = await submit(stack.settings, names, JOB);
    expectExact(await judge({ name: "backlog", fraud: names.fraud, lines: linesOf(sent) }));
    await cancelJob(stack.settings, id);
  });

  test("with an idle partition, and partitions of very different lengths", async () => {
    const names = await topics.create(`uneven-${run}`);
    const busy = backlog({ seed: 2, count: 50_000, accounts: 2, stepMs: 40 });
    const quiet = backlog({ seed: 3, count: 500, accounts: 2, stepMs: 4_000 }).map((record) => ({
      ...record,
      value: String(record.value).replace(/;(\d);(\d);/, ";quiet$1;quiet$2;"),
    }));
    for (const [partition, records] of [busy, quiet].entries()) {
      const messages = records.map(({ key, value, timestampMs }) => ({
        key,
        value: String(value),
        timestamp: String(timestampMs),
        partition,
      }));
      await topics.sendRaw(names.transactions, messages);
    }
    const rule = { ...RULE, maxSessionMs: 600_000 };
    const id = await submit(stack.settings, names, [...JOB, "--max-session", "10m"]);
    expectExact(
      await judge({ name: "uneven partitions", fraud: names.fraud, lines: linesOf([...busy, ...quiet]), rule }),
    );
    await cancelJob(stack.settings, id);
  });

  test("with poison records: each becomes a dead letter, and nothing else changes", async () => {
    const sent = backlog({ seed: 4, count: 20_000 });
    const names = await topics.create(`poison-${run}`);
    const half = sent.length / 2;
    const timestamp = String(sent[half].timestampMs);
    await topics.send(names.transactions, sent.slice(0, half));
    // Believed, a record that is stamped far ahead would make all that follow in its partition late.
    const ahead = String(Date.now() + 50 * 60_000);
    const poison: [string, Omit<Message, "key">][] = [
      ["field-count", { value: null, timestamp }],
      ["invalid-utf8", { value: Buffer.from([0xff, 0xfe]), timestamp }],
      ["field-count", { value: Buffer.from(""), timestamp }],
      ["field-count", { value: Buffer.from("a;b;c"), timestamp }],
      ["field-count", { value: Buffer.alloc(65_536, 0), timestamp }],
      ["too-large", { value: Buffer.alloc(65_537, 0), timestamp }],
      ["too-large", { value: Buffer.alloc(900_000, 0), timestamp }],
      ["invalid-utf8", { value: Buffer.alloc(65_536, 0xff), timestamp }],
      ["too-large", { value: Buffer.alloc(900_000, 0xff), timestamp }],
      ...[0, 1, 2, 3].map((partition): [string, Omit<Message, "key">] => [
        "bad-timestamp",
        { value: "soon;a;b;1", timestamp: ahead, partition },
      ]),
    ];
    const expected = [];
    for (const [reason, message] of poison) {
      const [place] = await topics.sendRaw(names.transactions, [{ key: "x", ...message }]);
      expected.push({ reason, topic: names.transactions, ...place });
    }
    await topics.send(names.transactions, sent.slice(half));
    const id = await submit(stack.settings, names, JOB);
    expectExact(await judge({ name: "poison records", fraud: names.fraud, lines: linesOf(sent) }));
    const deadLetters = (await topics.readAll(names.deadLetters)).map((text) => JSON.parse(text) as DeadLetterJson);
    const places = deadLetters.map(({ reason, topic, partition, offset }) => ({ reason, topic, partition, offset }));
    expect(places).toHaveLength(expected.length);
    expect(places).toEqual(expect.arrayContaining(expected));
    const sizes = deadLetters.filter(({ reason }) => reason === "too-large").map(({ rawBytes }) => rawBytes);
    expect(sizes.sort()).toEqual([65_537, 900_000, 900_000]);
    await cancelJob(stack.settings, id);
  });
});

describe("live payments", () => {
  const line = (timeMs: number, amount: number) => `${new Date(timeMs).toISOString()};A;B;${amount}`;
  const record = (timeMs: number, amount: number) => ({ key: "A;B", value: line(timeMs, amount), timestampMs: timeMs });

  test("an alert comes early, then final, then corrected, and a payment beyond the lateness changes nothing", async () => {
    const names = await topics.create(`live-${run}`, 1);
    const id = await submit(stack.settings, names, [...JOB, "--gap", "8s", "--allowed-lateness", "40s"]);
    const alerts = async () => newestAlerts(await topics.readAll(names.fraud));
    const start = Date.now();
    const lines = [record(start, 6_000), record(start + 1_000, 7_000)];
    await topics.send(names.transactions, lines);
    await until(async () => (await alerts()).length === 1, "the early alert");
    const [first] = (await topics.readAll(names.fraud)).map((message) => JSON.parse(message) as Alert);
    expect(first).toMatchObject({ timing: "EARLY", final: false, totalAmount: "13000", count: 2 });
    await until(async () => (await alerts())[0].final, "the final alert");
    expect((await alerts())[0]).toMatchObject({ timing: "ON_TIME", totalAmount: "13000", count: 2 });
    // Late, but not too late: before the first payment, so the session starts earlier and gets another id.
    lines.push(record(start - 1_000, 500));
    await topics.send(names.transactions, lines.slice(-1));
    await until(async () => (await alerts())[0].timing === "LATE", "the correction");
    expect(await alerts()).toMatchObject([{ timing: "LATE", final: true, totalAmount: "13500", count: 3 }]);
    await topics.send(names.transactions, [record(start - 3_600_000, 20_000)]);
    await topics.send(names.transactions, [record(Date.now(), 1)]);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const rule = { ...RULE, gapMs: 8_000 };
    expectExact(await judge({ name: "live, early, late, too late", fraud: names.fraud, lines: linesOf(lines), rule }));
    await cancelJob(stack.settings, id);
  });

  test("partitions are added: what the one gets counts, and the other, which stays empty, holds nothing back", async () => {
    const names = await topics.create(`grow-${run}`, 2);
    const id = await submit(stack.settings, names, [...JOB, "--gap", "4s"]);
    const lines: string[] = [];
    const pay = async (partition: number) => {
      const { key, value, timestampMs } = record(Date.now(), 6_000);
      lines.push(String(value));
      await topics.sendRaw(names.transactions, [{ key, value, timestamp: String(timestampMs), partition }]);
    };
    for (const partition of [0, 1]) await pay(partition);
    await topics.grow(names.transactions, 4);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    for (let payment = 0; payment < 10; payment++) for (const partition of [0, 1, 2]) await pay(partition);
    const rule = { ...RULE, gapMs: 4_000 };
    expectExact(await judge({ name: "partitions are added", fraud: names.fraud, lines, rule }));
    await cancelJob(stack.settings, id);
  });

  test("a stream with out-of-order payments, as they come, to alerts as CloudEvents", async () => {
    const names = await topics.create(`stream-${run}`);
    const id = await submit(stack.settings, names, [...JOB, "--gap", "5s", "--alert-format", "cloudevents"]);
    const sent = backlog({
      seed: 5,
      count: 10_000,
      accounts: 40,
      stepMs: 2,
      disorderMs: 2_000,
      startMs: Date.now() - 5_000,
    });
    await topics.sendLive(names.transactions, sent);
    await alertsFlow(topics, names.fraud, 1n);
    const rule = { ...RULE, gapMs: 5_000 };
    const stream = { name: "live stream in disorder", fraud: names.fraud, lines: linesOf(sent) };
    expectExact(await judge({ ...stream, rule, alertIn: alertInEvent }));
    await cancelJob(stack.settings, id);
  });
});
