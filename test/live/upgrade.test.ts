import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../stack/createStack";
import type { Alert } from "../../transforms/alert";
import { createJudge } from "./support/exactly";
import { cancelJob, submit } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";
import { isExact } from "./support/verdict";

const ALLOWED_LATENESS_MS = 60_000;
const FIXTURE = join(__dirname, "fixtures/savepoint-1.0");

interface Fixture {
  before: FixtureRecord[];
  alerts: Alert[];
  after: FixtureRecord[];
}
type FixtureRecord = { partition: number; key: string; timestamp: string; value: string };

let stack: Stack;
let topics: Topics;

beforeAll(async () => {
  stack = createTestStack();
  await stack.up();
  topics = createTopicsOf(`127.0.0.1:${stack.settings.ports.kafka}`);
});
afterAll(() => removeTestStack(stack));

test("a savepoint of the first release goes on: sessions that were open then grow, end and are corrected", async () => {
  const { before, alerts, after } = JSON.parse(readFileSync(join(FIXTURE, "records.json"), "utf8")) as Fixture;
  const names = await topics.create("landed");
  await topics.sendRaw(names.transactions, before);
  // As docs/operations.md says: what the first release said, under its own ids, of sessions that can still change is cleared.
  const newestMs = Math.max(...before.map(({ timestamp }) => Number(timestamp)));
  const over = alerts.filter(({ windowEnd }) => Date.parse(windowEnd) < newestMs - ALLOWED_LATENESS_MS);
  await topics.sendRaw(
    names.fraud,
    over.map((alert) => ({ key: alert.id, value: JSON.stringify(alert) })),
  );
  const savepoint = join(stack.settings.stateDir, "savepoints", "first-release");
  cpSync(FIXTURE, savepoint, { recursive: true });
  const id = await submit(stack.settings, names, ["--from-savepoint", `file://${savepoint}`]);
  // One after the other: each partition tells its own time, and the last payments end all sessions before them.
  for (const record of after) await topics.sendRaw(names.transactions, [record]);
  const verdict = await createJudge(
    topics,
    [],
  )({
    name: "resumed",
    fraud: names.fraud,
    lines: [...before, ...after].map(({ value }) => value),
    rule: { gapMs: 600_000, thresholdCents: 1_000_000n },
  });
  expect({ ...verdict, exact: isExact(verdict) }).toMatchObject({ expected: 5, exact: true });
  await cancelJob(stack.settings, id);
});
