import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Admin } from "kafkajs";
import { checkHoldsRates, checkRulesTopicOf, neededTopics } from "../../../pipelines/start/startPlace";
import { createFakeTopic } from "../rules/fakeTopic";
import { submissionSettings } from "../submissionSettings";

const folder = mkdtempSync(join(tmpdir(), "topics-"));
afterAll(() => rmSync(folder, { recursive: true }));

function optionsNeeded(mode: "live" | "shadow"): string[] {
  const rules = join(folder, `${mode}.yaml`);
  const rule = "title: Sums, severity: low, key: pair, window: { session: 10m }, when: total > 10000";
  writeFileSync(rules, `rules: [{ id: sums, mode: ${mode}, ${rule} }]`);
  return Object.keys(neededTopics(submissionSettings("--rules", rules)));
}

test("a job needs the topic of shadow rules only where there are such rules", () => {
  const always = ["transactions-topic", "fraud-topic", "dead-letter-topic"];
  expect(Object.keys(neededTopics(submissionSettings()))).toEqual(always);
  expect(optionsNeeded("live")).toEqual(always);
  expect(optionsNeeded("shadow")).toEqual([...always, "shadow-topic"]);
});

test("a job that judges by a topic needs it, and that of shadow rules, which may come any time", () => {
  const needed = neededTopics(submissionSettings("--rules-topic", "my-rules"));
  expect(needed).toMatchObject({ "rules-topic": "my-rules", "shadow-topic": "fraud-shadow" });
});

test("a topic of rules that a job would wait at for ever is told before it starts", async () => {
  const admin = (timestampType: string, high: string) =>
    ({
      listTopics: async () => ["my-rules"],
      fetchTopicMetadata: async () => ({ topics: [{ partitions: [{}] }] }),
      describeConfigs: async () => ({
        resources: [{ configEntries: [{ configName: "message.timestamp.type", configValue: timestampType }] }],
      }),
      fetchTopicOffsets: async () => [{ low: "0", high }],
    }) as unknown as Admin;
  await expect(checkRulesTopicOf(admin("LogAppendTime", "1"), "my-rules")).resolves.toBeUndefined();
  await expect(checkRulesTopicOf(admin("LogAppendTime", "0"), "my-rules")).rejects.toThrow(
    '--rules-topic: "my-rules" holds no rule; publish some first',
  );
  await expect(checkRulesTopicOf(admin("CreateTime", "1"), "my-rules")).rejects.toThrow("expected LogAppendTime");
});

test("a job that converts is refused where the topic never had rates", async () => {
  const { topic, put } = createFakeTopic({ nowMs: 0 });
  await expect(checkHoldsRates(topic)).rejects.toThrow('no rates on --rules-topic "fraud-rules"; publish some first');
  put(JSON.stringify({ id: "rates", version: 1, effectiveFrom: "always", rates: { base: "EUR" } }));
  await expect(checkHoldsRates(topic)).resolves.toBeUndefined();
});
