import type { Stack } from "../../stack/createStack";
import { alertsFlow, createJudge, JOB } from "./support/exactly";
import { forgetJobs, killWorkers, restart, stopWithSavepoint } from "./support/faults";
import { cancelJob, submit } from "./support/job";
import { eachPayment } from "./support/payments";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";

const FULL = process.env.LIVE_TESTS === "full";
const RUNS = FULL ? 3 : 1;
/** Payments a second, for so many seconds: the job is at work when the fault comes, and while it recovers. */
const RATE = FULL ? 4_000 : 2_000;
const SECONDS = FULL ? 60 : 30;
const RULE = { gapMs: 1_000, thresholdCents: 1_000_000n };
// What was sent while the job was away must not be too late.
const FLAGS = [...JOB, "--gap", "1s", "--allowed-lateness", "5m"];
const run = Date.now();

let stack: Stack;
let topics: Topics;
let judge: ReturnType<typeof createJudge>;
const table: Record<string, unknown>[] = [];

beforeAll(async () => {
  stack = createTestStack(["--slots", "6"]);
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
  judge = createJudge(topics, table);
});
afterAll(async () => {
  console.table(table);
  await removeTestStack(stack);
});

interface Running {
  id: string;
  names: Awaited<ReturnType<Topics["create"]>>;
}

/** Breaks something in the middle of a job's work; gives the id of the job that goes on, if it is another one. */
type Fault = (job: Running) => Promise<string | undefined>;

async function restarted(part: string): Promise<undefined> {
  await restart(stack, part);
}

const faults: Record<string, Fault> = {
  "a killed TaskManager": () => restarted("taskmanager-1"),

  "a killed TypeScript worker": async () => {
    await killWorkers(stack);
    return undefined;
  },

  "a killed worker pool": () => restarted("worker-pool"),

  "a killed broker": () => restarted("kafka"),

  "a killed JobManager, resumed from a retained checkpoint": async ({ id, names }) =>
    submit(stack.settings, names, [...FLAGS, "--from-savepoint", await forgetJobs(stack, id)]),

  "a stop with savepoint, resumed with parallelism 3": async ({ id, names }) => {
    const path = await stopWithSavepoint(stack, id);
    return submit(stack.settings, names, [...FLAGS, "--parallelism", "3", "--from-savepoint", path]);
  },
};

describe.each(Object.entries(faults))("%s", (name, breakIt) => {
  test.each(Array.from({ length: RUNS }, (_, index) => index + 1))(
    "run %i: the newest alerts equal the reference",
    async (number) => {
      const names = await topics.create(`${name.replaceAll(/[^a-z]+/gi, "-").toLowerCase()}-${number}-${run}`);
      const id = await submit(stack.settings, names, FLAGS);
      const sent = [
        ...eachPayment({
          seed: 100 + number,
          count: RATE * SECONDS,
          accounts: 60,
          stepMs: 1_000 / RATE,
          startMs: Date.now(),
          disorderMs: 500,
        }),
      ];
      let isFlowing = true;
      const flow = topics.sendLive(names.transactions, sent).finally(() => {
        isFlowing = false;
      });
      await alertsFlow(topics, names.fraud);
      expect(isFlowing).toBe(true);
      const successor = await breakIt({ id, names });
      await flow;
      const verdict = await judge({
        name: `${name}, run ${number}`,
        fraud: names.fraud,
        lines: sent.map(({ value }) => String(value)),
        rule: RULE,
      });
      await cancelJob(stack.settings, successor ?? id);
      expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({
        missing: 0,
        extra: 0,
        different: 0,
        notFinal: 0,
      });
    },
  );
});
