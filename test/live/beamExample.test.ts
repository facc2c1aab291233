import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Stack } from "../../stack/createStack";
import { until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf, type Topics } from "./support/topics";

const POOL = "127.0.0.1:9699";

/** The example of beam/README.md as it stands there: a pipeline of somebody else on the same servers. */
describe("a pipeline that knows nothing of payments", () => {
  let stack: Stack;
  let topics: Topics;
  let example: ChildProcess;

  beforeAll(async () => {
    stack = createTestStack();
    await stack.up();
    const { ports } = stack.settings;
    topics = createTopicsOf(`127.0.0.1:${ports.kafka}`);
    await topics.createAll(["lines", "counts"], 2);
    const addresses = [`127.0.0.1:${ports.kafka}`, `127.0.0.1:${ports.flink}`, `127.0.0.1:${ports.jobServer}`, POOL];
    example = spawn(
      process.execPath,
      ["-r", "ts-node/register", join(__dirname, "../../beam/example/main.ts"), ...addresses],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
  });

  afterAll(async () => {
    example?.kill();
    await removeTestStack(stack);
  });

  test("counts each word of the sessions in Kafka", async () => {
    const minutesAgo = (minutes: number) => String(Date.now() - minutes * 60_000);
    await topics.sendRaw("lines", [
      { value: "to be or not to be", timestamp: minutesAgo(3) },
      { value: "that is the question", timestamp: minutesAgo(3) },
      { value: "to sleep", timestamp: minutesAgo(2) },
    ]);
    const expected = ["be 2", "is 1", "not 1", "or 1", "question 1", "sleep 1", "that 1", "the 1", "to 1", "to 2"];
    let found: string[] = [];
    await until(async () => {
      found = (await topics.readAll("counts")).sort();
      return found.length >= expected.length;
    }, "the counts");
    expect(found).toEqual(expected);
  });
});
