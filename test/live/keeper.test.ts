import { join } from "node:path";
import { addressFlags } from "../../stack/addressFlags";
import type { Stack } from "../../stack/createStack";
import { alertsFlow, createJudge, JOB } from "./support/exactly";
import { topicFlags, until } from "./support/job";
import { startKeeperProcess } from "./support/keeperProcess";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";

/** A job that is kept through a week's operations, under traffic that never pauses, and its whole output at the end. */
const RULE = { gapMs: 1_000, thresholdCents: 1_000_000n };
const PER_HALF_SECOND = 250;
const run = Date.now();

let stack: Stack;
let topics: Topics;
const rows: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(["--slots", "6"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(async () => {
  console.table(rows);
  await removeTestStack(stack);
});

interface FlinksJob {
  jid: string;
  name: string;
  state: string;
}

async function jobs(): Promise<FlinksJob[]> {
  const answer = await fetch(`http://127.0.0.1:${stack.settings.ports.flink}/jobs/overview`);
  return ((await answer.json()) as { jobs: FlinksJob[] }).jobs;
}

const running = async () => (await jobs()).filter(({ state }) => state === "RUNNING");
const cancel = async ({ jid }: FlinksJob) =>
  fetch(`http://127.0.0.1:${stack.settings.ports.flink}/jobs/${jid}?mode=cancel`, { method: "PATCH" });

/** Also of a test that failed: who goes on sending would spoil the next file. */
let going = false;
afterEach(() => {
  going = false;
});

/** Payments of now, twice a second, until `stop`; resolves to the lines that were sent. */
function traffic(topic: string) {
  const lines: string[] = [];
  going = true;
  const ended = (async () => {
    for (let seed = 1; going; seed++) {
      const next = new Promise((resolve) => setTimeout(resolve, 500));
      const startMs = Date.now();
      const payments = [
        ...eachPayment({ seed, count: PER_HALF_SECOND, accounts: 60, stepMs: 2, startMs, disorderMs: 400 }),
      ];
      await topics.send(topic, payments);
      for (const { value } of payments) lines.push(String(value));
      await next;
    }
  })();
  return async () => {
    going = false;
    await ended;
    return lines;
  };
}

test("a job that is kept comes back from its newest state, and its whole output is right", async () => {
  const names = await topics.create(`kept-${run}`);
  const flags = [
    ...[...addressFlags(stack.settings), ...topicFlags(names), ...JOB, "--gap", "1s", "--allowed-lateness", "10m"],
    ...["--savepoint-dir", join(stack.settings.stateDir, "savepoints"), "--interval", "1s"],
  ];
  const healthPort = stack.settings.ports.workerPoolHealth + 1;
  let keeper = startKeeperProcess(healthPort, flags);
  const stop = traffic(names.transactions);

  /** Breaks something; how long it takes until the wanted job runs. */
  const measured = async (operation: string, breakIt: () => Promise<void>) => {
    const begun = Date.now();
    await breakIt();
    await keeper.ready(operation);
    rows.push({ operation, seconds: Math.round((Date.now() - begun) / 1_000) });
    expect(await running()).toHaveLength(1);
  };
  /** Breaks a job; the keeper must have seen it gone. */
  const gone = (work: () => Promise<unknown>) => async () => {
    await work();
    await until(async () => !(await keeper.isReady()), "the keeper to notice");
  };

  await measured("first start", async () => undefined);
  await alertsFlow(topics, names.fraud);
  await measured(
    "job cancelled by hand",
    gone(async () => cancel((await running())[0])),
  );
  await measured(
    "TaskManager killed",
    gone(async () => {
      await stack.kill("taskmanager-1");
      await stack.start("taskmanager-1");
    }),
  );
  await measured(
    "JobManager killed",
    gone(async () => {
      await stack.kill("jobmanager");
      await stack.start("jobmanager");
    }),
  );
  const before = (await running())[0];
  await measured("other options, a new keeper", async () => {
    await keeper.stop();
    keeper = startKeeperProcess(healthPort, [...flags, "--parallelism", "3"]);
  });
  expect((await running())[0].name).not.toBe(before.name);
  expect(await keeper.metrics()).toMatch(/started_from="file:.*savepoint-/);

  const second = startKeeperProcess(healthPort + 1, [...flags, "--parallelism", "3"]);
  await measured(
    "job cancelled under two keepers",
    gone(async () => cancel((await running())[0])),
  );
  await second.ready("both keepers agree");
  await second.stop();

  const other = startKeeperProcess(healthPort + 1, [...flags, "--key", "origin"]);
  await until(async () => other.said().some((line) => line.includes("this one has --key origin")), "a refusal");
  expect(await running()).toHaveLength(1);
  await other.stop();

  const lines = await stop();
  const verdict = await createJudge(topics, rows)({ name: "all of it", fraud: names.fraud, lines, rule: RULE });
  await keeper.stop();
  await cancel((await running())[0]);
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({ missing: 0, extra: 0, different: 0, notFinal: 0 });
}, 900_000);
