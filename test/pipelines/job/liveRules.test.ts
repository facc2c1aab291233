import { expect, test } from "@jest/globals";
import { pipelineProto } from "../../../beam/flink/submit/pipelineProto";
import { definePipeline } from "../../../pipelines/job/definePipeline";
import { submissionSettings } from "../submissionSettings";

async function stepsOf(...argv: string[]) {
  const { components } = await pipelineProto(definePipeline(submissionSettings(...argv), "earliest"));
  return Object.values(components?.transforms ?? {});
}

async function settingsOf(urn: string, ...argv: string[]) {
  const step = (await stepsOf(...argv)).find(({ spec }) => spec?.urn === urn);
  const text = Buffer.from(step?.spec?.payload ?? []).toString();
  return text === "" ? undefined : JSON.parse(text);
}

const READ = "beam-ts:kafka_read:v1";
const GROUP = "beam-ts:group_mixed_windows:v1";
const LIVE = ["--rules-topic", "my-rules"];

test("payments are read beside the topic of rules, which reaches all who judge", async () => {
  expect((await settingsOf(READ, ...LIVE)).rules).toEqual({ topic: "my-rules", leadMs: 1_500, aheadMs: 500 });
  expect(await settingsOf(GROUP, ...LIVE)).toEqual({ broadcasts: true });
});

test("without one, nothing is read beside them, and nothing of it is in the job", async () => {
  expect(await settingsOf(READ, "--rules", "default")).not.toHaveProperty("rules");
  expect(await settingsOf(GROUP, "--rules", "default")).toBeUndefined();
});

test("the steps are those of a job of rules: their names are in savepoints", async () => {
  const names = async (...argv: string[]) => (await stepsOf(...argv)).map(({ uniqueName }) => uniqueName);
  expect(await names(...LIVE)).toEqual(await names("--rules", "default"));
});

test("nobody waits for rules of a time minutes ahead: what lies there is a dead letter", async () => {
  expect((await settingsOf(READ, ...LIVE)).maxFutureSkewMs).toBe(5_000);
  expect((await settingsOf(READ, ...LIVE, "--max-future-skew", "1s")).maxFutureSkewMs).toBe(1_000);
  expect((await settingsOf(READ, "--rules", "default")).maxFutureSkewMs).toBe(300_000);
});

test.each([
  [["--rules", "default"], "--rules: not with --rules-topic"],
  [["--kafka-connector", "beam"], "--rules-topic: needs --kafka-connector flink"],
  [["--gap", "5m"], "--gap: not with --rules"],
])("%j is refused beside a topic of rules", (argv, problem) => {
  expect(() => definePipeline(submissionSettings(...LIVE, ...argv), "earliest")).toThrow(problem);
});
