import type { Message } from "kafkajs";
import type { OutgoingRecord } from "../../kafka/producer";
import { Malformed, parseTransaction } from "../../payment/transaction";
import type { Stack } from "../../stack/createStack";
import type { DeadLetterJson } from "../../transforms/deadLetterJson";
import { linesOf } from "../rules/history/randomHistory";
import { expectedOfHistory, type RandomVersion } from "../rules/history/reference";
import type { Expected } from "../rules/reference";
import { checkpointed } from "./support/exactly";
import { forgetJobs, killWorkers, restart, stopWithSavepoint } from "./support/faults";
import { cancelJob, submit } from "./support/job";
import { eachPayment } from "./support/payments";
import { ruleChanges } from "./support/ruleChanges";
import { digestsOf, judgeRules, type RulesVerdict } from "./support/rulesJudge";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const FULL = process.env.LIVE_TESTS === "full";
const COUNT = FULL ? 500_000 : 40_000;
/** Payments a second. */
const RATE = FULL ? 4_000 : 1_000;
const SETTLE_MS = 480_000;
/** A busy machine takes minutes to bring a job back after two kills. */
const SILENCE_MS = 240_000;
/** A busy machine takes its time to publish. */
const LEAD_MS = 5_000;
const MAX_EVIDENCE = 100;
const PARTITIONS = 4;
const run = Date.now();
jest.setTimeout(SETTLE_MS + (COUNT / RATE) * 1_000 + 300_000);

let stack: Stack;
let topics: Topics;
const table: Record<string, unknown>[] = [];
const rulesTopic = `fraud-rules-${run}`;
const transactions = `transactions-${run}`;
const reordered = `transactions-reordered-${run}`;
const versions: RandomVersion[] = [];
let expected: Map<string, string>;

beforeAll(async () => {
  stack = createTestStack(["--slots", "6"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  await topics.createAll([rulesTopic], 1, { "message.timestamp.type": "LogAppendTime", "retention.ms": "-1" });
  await topics.createAll([transactions], PARTITIONS);
  await topics.createAll([reordered], PARTITIONS - 1);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

/** The same payments in an order that is up to five seconds from theirs, longer than the pauses that end sessions. */
function otherOrder(records: OutgoingRecord[]): OutgoingRecord[] {
  const shift = (i: number) => (i * 7_919) % 5_000;
  return records
    .map((record, i) => ({ record, at: record.timestampMs + shift(i) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ record }) => record);
}

/** As `npm run rules -- publish` does, all in one batch. */
async function publish(...published: RandomVersion[]): Promise<void> {
  const messages: Message[] = linesOf(published)
    .trimEnd()
    .split("\n")
    .map((value) => ({ key: JSON.parse(value).id, value, partition: 0 }));
  await topics.sendRaw(rulesTopic, messages);
}

/** A job of its own topics for what it finds, on the topics of payments and of rules that are there. */
async function job(name: string, flags: string[], fromTopic = transactions) {
  const [fraud, shadow, deadLetters] = ["fraud", "shadow", "dead"].map((kind) => `${kind}-${name}-${run}`);
  await topics.createAll([fraud, shadow, deadLetters], 2);
  const start = (...more: string[]) =>
    submit(stack.settings, { transactions: fromTopic, fraud, deadLetters }, [
      ...["--rules-topic", rulesTopic, "--shadow-topic", shadow, "--group", name, "--job-name", name],
      ...["--checkpoint-interval", "2s", "--allowed-lateness", "10m", ...flags, ...more],
    ]);
  return { fraud, shadow, deadLetters, start };
}

async function verdictOf({ fraud, shadow }: { fraud: string; shadow: string }, name: string): Promise<RulesVerdict> {
  const verdict = await judgeRules(topics, [fraud, shadow], expected, {
    // Versions of a rule are told apart, as are windows of one rule that begin at the same time.
    ruleOf: ({ rule }) => `${rule?.id} ${rule?.version}`,
    settleMs: SETTLE_MS,
    silenceMs: SILENCE_MS,
  });
  table.push({ case: name, ...verdict });
  return verdict;
}

const RIGHT = { missing: 0, extra: 0, different: 0, notFinal: 0 };

test("rules change a dozen times while payments flow, and a stop with savepoint lies between: the output is that of payments and history alone", async () => {
  const live = await job("live", ["--parallelism", "2"]);
  const { first, changes } = ruleChanges();
  versions.push(...first);
  await publish(...first);
  let id = await live.start();

  const sent = [
    ...eachPayment({ seed: 1, count: COUNT, accounts: 60, stepMs: 1_000 / RATE, startMs: Date.now(), disorderMs: 300 }),
  ];
  const flow = topics.sendLive(transactions, sent);
  const pauseMs = (COUNT / RATE / (changes.length + 2)) * 1_000;
  for (const [i, change] of changes.entries()) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const published = change(Date.now() + LEAD_MS);
    versions.push(...published);
    await publish(...published);
    if (i === 1) await topics.sendRaw(rulesTopic, [{ key: "x", value: "no rule", partition: 0 }]);
    // In force at a time that is over: put aside wherever and whenever it is read.
    if (i === 3) {
      const late = linesOf([{ ...first[0], version: 99, fromMs: Date.now() - 5_000 }]).trimEnd();
      await topics.sendRaw(rulesTopic, [{ key: "late", value: late, partition: 0 }]);
    }
    if (i === Math.floor(changes.length / 2))
      id = await live.start("--from-savepoint", await stopWithSavepoint(stack, id));
  }
  await flow;
  await topics.send(reordered, otherOrder(sent));

  const payments = sent.flatMap(({ value }) => {
    const payment = parseTransaction(String(value), Number.POSITIVE_INFINITY);
    return payment instanceof Malformed ? [] : [payment];
  });
  const right = expectedOfHistory(versions, payments, MAX_EVIDENCE);
  expected = digestsOf(right.map(({ version, ...one }): Expected => ({ ...one, rule: `${one.rule} ${version}` })));
  const verdict = await verdictOf(live, "live, through a savepoint");
  expect(verdict.expected).toBeGreaterThan(100);
  expect(verdict).toMatchObject(RIGHT);
  const letters = (await topics.readAll(live.deadLetters)).map((text) => JSON.parse(text) as DeadLetterJson);
  expect(new Set(letters.map(({ reason, offset, raw }) => `${reason} ${raw.slice(0, 7)} ${typeof offset}`))).toEqual(
    new Set(["bad-rule no rule number", 'bad-rule {"id":" number']),
  );
  await cancelJob(stack.settings, id);
});

/** Breaks something in the middle of a replay's work; gives the id of the job that goes on, if it is another one. */
type Fault = (id: string, start: (...flags: string[]) => Promise<string>) => Promise<string | undefined>;

const killed =
  (...parts: string[]): Fault =>
  async (id) => {
    for (const part of parts) {
      await checkpointed(stack, id);
      await restart(stack, part);
    }
    return undefined;
  };

const replays: Record<string, { flags: string[]; fault?: Fault; fromTopic?: string }> = {
  "a replay in another order, from other partitions, at parallelism 3": {
    flags: ["--parallelism", "3"],
    fromTopic: reordered,
  },
  "a replay through a killed TaskManager and a killed worker pool": {
    flags: ["--parallelism", "1"],
    fault: killed("taskmanager-1", "worker-pool"),
  },
  ...(FULL && {
    "a replay through a killed broker": { flags: ["--parallelism", "2"], fault: killed("kafka") },
    "a replay through killed workers": {
      flags: ["--parallelism", "2"],
      async fault() {
        await killWorkers(stack);
        return undefined;
      },
    },
    "a replay through a killed JobManager": {
      flags: ["--parallelism", "2"],
      fault: async (id, start) => start("--from-savepoint", await forgetJobs(stack, id)),
    },
  }),
};

test.each(Object.entries(replays))("%s finds the same", async (name, { flags, fault, fromTopic }) => {
  const replay = await job(name.replaceAll(/[ ,]+/g, "-"), flags, fromTopic);
  const id = await replay.start();
  const next = await fault?.(id, replay.start);
  expect(await verdictOf(replay, name)).toMatchObject(RIGHT);
  await cancelJob(stack.settings, next ?? id);
});
