import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKafka, type KafkaSettings } from "../../kafka/client";
import { COMMANDS } from "../../pipelines/rules/commands";
import { createKafkaRulesTopic } from "../../pipelines/rules/kafkaRulesTopic";
import { readLog } from "../../pipelines/rules/rulesLog";
import type { RulesTopic } from "../../pipelines/rules/rulesTopic";
import { readHistory } from "../../rules/history/readHistory";
import { inForceAt } from "../../rules/inForce";
import { createLog } from "../../service/log";
import type { Stack } from "../../stack/createStack";
import type { RulesAnswer } from "../../viewer/web/rulesApi";
import { until } from "./support/job";
import { createTestStack, removeTestStack } from "./support/testStack";
import { createTopicsOf } from "./support/topics";
import { startViewerProcess } from "./support/viewerProcess";

let stack: Stack;
let folder: string;
let broker: string;

beforeAll(async () => {
  const others = "jobmanager,taskmanager,job-server,expansion-service,worker-pool";
  stack = createTestStack(["--without", others]);
  await stack.up();
  broker = `${stack.settings.host}:${stack.settings.ports.kafka}`;
  folder = mkdtempSync(join(tmpdir(), "rules-"));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await removeTestStack(stack);
});

function topicOn(name = "fraud-rules"): RulesTopic {
  const log = createLog("test", "error");
  const settings = { brokers: [broker], tls: false, allowPlaintextPasswords: false } as KafkaSettings;
  return createKafkaRulesTopic(createKafka(settings, "test", log, { retries: 3 }), [broker], name, log);
}

async function run(line: string, topic = topicOn()): Promise<string> {
  const [name, ...words] = line.split(" ");
  return COMMANDS[name].run({ words, topic: () => topic, intent: {}, removeMissing: false, nowMs: Date.now });
}

function withLimit(limit: number): string {
  const file = join(folder, `${limit}.yaml`);
  writeFileSync(file, readFileSync("rules/default.yaml", "utf8").replace("limit: 10000", `limit: ${limit}`));
  return file;
}

test("what is published lies on the topic as one batch, by the broker's clock, and the same file again is nothing new", async () => {
  expect(await run("publish rules/default.yaml")).toMatch(/in force always\npublished: 9 versions at offsets 0 to 8$/);
  const { records, end } = await topicOn().read();
  expect([new Set(records.map(({ appendedMs }) => appendedMs)).size, end]).toEqual([1, 9n]);
  expect(Math.abs(Date.now() - records[0].appendedMs)).toBeLessThan(60_000);
  expect(await run("publish rules/default.yaml")).toBe("nothing to publish\nunchanged: 9 rules");
});

test("of those who publish at once each is told the truth about what is theirs", async () => {
  const files = [9_000, 8_000, 7_000].map(withLimit);
  const outcomes = await Promise.allSettled(files.map((file) => run(`publish ${file}`)));
  const { records, end } = readLog(await topicOn().read());
  const putAside = records.filter((record) => "putAside" in record).length;
  const written = outcomes.filter(
    ({ status, ...outcome }) =>
      status === "fulfilled" || !/nothing was written/.test(String("reason" in outcome && outcome.reason)),
  ).length;
  const accepted = outcomes.filter(({ status }) => status === "fulfilled").length;
  expect([accepted, end, putAside]).toEqual([1, 9n + 9n * BigInt(written), 9 * (written - 1)]);
});

test("an export is judged as the topic is, to the last record", async () => {
  const topics = createTopicsOf(broker);
  await topics.send("fraud-rules", [{ key: "x", value: "no JSON\nin two lines", timestampMs: 0 }]);
  const { history, records } = readLog(await topicOn().read());
  const again = readHistory(await run("export"), { rules: [] }, 100);
  const told = records.flatMap((record, i) => ("putAside" in record ? [i + 1] : []));
  expect(again.putAside.map(({ line }) => line)).toEqual(told);
  const named = (versions: typeof history.versions) =>
    versions.map(({ id, version, fromMs }) => ({ id, version, fromMs }));
  expect(named(again.history.versions)).toEqual(named(history.versions));
});

test("topics on which rules have no order or no time are refused", async () => {
  await expect(run("list", topicOn("none"))).rejects.toThrow('found no topic "none"');
  await expect(run("list", topicOn("transactions"))).rejects.toThrow("partitions, expected 1");
  await expect(run("list", topicOn("transactions-dead-letter"))).rejects.toThrow("expected LogAppendTime");
});

test("the viewer tells the same rules and records that were put aside, and what is published while it runs", async () => {
  const viewer = await startViewerProcess(["--brokers", broker, "--rules-topic", "fraud-rules"]);
  const answer = async () => (await (await viewer.get("/api/rules")).json()) as RulesAnswer;
  const told = async () => {
    const { rules, putAside } = await answer();
    const inForce = rules
      .filter(({ state }) => state === "in force")
      .map(({ id, version }) => `${id} ${version.version}`);
    return JSON.stringify([inForce.sort(), putAside.newest.map(({ offset }) => offset).reverse(), putAside.count]);
  };
  const wanted = async () => {
    const { history, records } = readLog(await topicOn().read());
    const inForce = inForceAt(history.ruleSet().rules, Date.now()).map(({ id, version }) => `${id} ${version}`);
    const putAside = records.flatMap((record) => ("putAside" in record ? [String(record.offset)] : []));
    return JSON.stringify([inForce.sort(), putAside.slice(-100), putAside.length]);
  };
  try {
    await until(async () => (await told()) === (await wanted()), "the viewer to tell the rules");
    expect((await answer()).notReady).toBeNull();
    await run(`publish ${withLimit(6_000)}`);
    await until(async () => (await told()).includes("fan-in 3"), "the new version to be in force");
    expect(await told()).toBe(await wanted());
  } finally {
    await viewer.stop();
  }
});
