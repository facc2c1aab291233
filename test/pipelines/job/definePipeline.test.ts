import { expect, test } from "@jest/globals";
import { pipelineProto } from "../../../beam/flink/submit/pipelineProto";
import { definePipeline } from "../../../pipelines/job/definePipeline";
import type { Alert } from "../../../transforms/alert";
import { byMode } from "../../../transforms/splitShadow";
import { submissionSettings } from "../submissionSettings";

const stepsOf = async (argv: string[]) => {
  const { components } = await pipelineProto(definePipeline(submissionSettings(...argv), "earliest"));
  return Object.values(components?.transforms ?? {});
};

test("alerts of rules that are tried out have a topic of their own, in every job of rules: its steps stay the same", async () => {
  const names = async (argv: string[]) => (await stepsOf(argv)).map(({ uniqueName }) => uniqueName);
  expect(await names(["--rules", "default", "--shadow-topic", "tried"])).toContain(
    "writeShadowAlerts/writeRecords tried/produce",
  );
  expect((await names([])).filter((name) => /hadow/.test(name))).toEqual([]);
});

test("of a rule that is tried out, alerts do not go where they would count", () => {
  const alert = { id: "1", rule: { mode: "shadow" } } as Alert;
  expect(byMode(alert)).toEqual([{ shadow: alert }]);
  const live = { id: "1", rule: { mode: "live" } } as Alert;
  expect(byMode(live)).toEqual([{ live }]);
});

test.each([[[]], [["--no-early"]], [["--window", "sliding"]], [["--key", "origin"]]])(
  "a whole job is a pipeline whose windows are grouped with what is late: %j",
  async (argv) => {
    const grouping = (await stepsOf(argv)).find(({ spec }) => spec?.urn === "beam-ts:group_windows:v1");
    // The name is in savepoints.
    expect(grouping?.uniqueName).toBe("sumByWindow/groupSessions");
    expect(Object.keys(grouping?.outputs ?? {}).sort()).toEqual(["groups", "late"]);
  },
);

test("the sinks of alerts are told the headers of CloudEvents, which KafkaIO does not write", async () => {
  const headers = async (...argv: string[]) =>
    (await stepsOf(["--rules", "default", ...argv]))
      .filter(({ spec }) => spec?.urn.includes("kafka_write"))
      .map(({ spec }) => JSON.parse(Buffer.from(spec?.payload ?? []).toString()))
      .map(({ topic, headers }) => [topic, headers]);
  const events = { "content-type": "application/cloudevents+json; charset=UTF-8" };
  expect(await headers("--alert-format", "cloudevents")).toEqual([
    ["fraud", events],
    ["fraud-shadow", events],
    ["transactions-dead-letter", undefined],
  ]);
  expect((await headers()).map(([, one]) => one)).toEqual([undefined, undefined, undefined]);
  await expect(headers("--alert-format", "cloudevents", "--kafka-connector", "beam")).rejects.toThrow(
    "--alert-format: found cloudevents, which needs --kafka-connector flink",
  );
});

test("alerts of both topics are written in the format that is asked for", async () => {
  const written = (await stepsOf(["--rules", "default", "--alert-format", "cloudevents"]))
    .filter(({ uniqueName }) => uniqueName.endsWith("flatMap(toAlertRecord)"))
    .map(({ uniqueName, spec }) => [uniqueName, String(Buffer.from(spec?.payload ?? [])).includes('"cloudevents"')]);
  expect(written).toEqual([
    ["shadowAlertRecords/flatMap(toAlertRecord)", true],
    ["alertRecords/flatMap(toAlertRecord)", true],
  ]);
});

test("alerts in Avro have a subject for each topic, and need a registry", async () => {
  const registry = ["--schema-registry", "http://registry:8081"];
  const written = (await stepsOf(["--rules", "default", "--alert-format", "avro", ...registry]))
    .filter(({ uniqueName }) => uniqueName.endsWith("flatMap(toAlertRecord)"))
    .map(({ spec }) => /"(fraud[a-z-]*-value)"/.exec(String(Buffer.from(spec?.payload ?? [])))?.[1]);
  expect(written).toEqual(["fraud-shadow-value", "fraud-value"]);
  await expect(stepsOf(["--rules", "default", "--alert-format", "avro"])).rejects.toThrow(
    "--schema-registry is missing: --alert-format avro needs it",
  );
});

test("the source is told whose time it follows and how far behind", async () => {
  const read = async (...argv: string[]) => {
    const spec = (await stepsOf(argv)).find(({ spec }) => spec?.urn.includes("kafka_read"))?.spec;
    return JSON.parse(Buffer.from(spec?.payload ?? []).toString());
  };
  expect(await read("--event-time", "payment", "--max-out-of-orderness", "5m")).toMatchObject({
    disorderMs: 300_000,
    time: { format: "lines" },
  });
  expect(await read()).not.toHaveProperty("time");
});

const FIELDS = ["timestamp=/t", "origin=/o", "target=/p", "amount=/a", "id=/id"].flatMap((one) => ["--field", one]);

test("copies of payments are dropped by one step, under a name that is in savepoints, which no job has without being asked", async () => {
  const json = ["--format", "json", ...FIELDS];
  const before = await stepsOf(json);
  const own = before.map(({ uniqueName }) => uniqueName);
  expect(own.filter((name) => name.includes("dropDuplicates"))).toEqual([]);
  expect((await stepsOf([...json, "--duplicates-within", "off"])).map(({ uniqueName }) => uniqueName)).toEqual(own);
  const after = await stepsOf([...json, "--duplicates-within", "1h"]);
  expect(after.map(({ uniqueName }) => uniqueName)).toEqual(expect.arrayContaining(own));
  const [step] = after.filter(({ spec }) => spec?.urn === "beam-ts:drop_copies:v1");
  expect(step.uniqueName).toBe("dropDuplicates/dropCopies");
  expect(JSON.parse(String(Buffer.from(step.spec?.payload ?? [])))).toEqual({ withinMs: 3_600_000 });
});

test.each([[[]], [["--format", "json", ...FIELDS.slice(0, 8)]]])(
  "without ids, copies cannot be known: %j",
  async (argv) => {
    await expect(stepsOf([...argv, "--duplicates-within", "1h"])).rejects.toThrow(
      "--duplicates-within: needs --field id=",
    );
  },
);
