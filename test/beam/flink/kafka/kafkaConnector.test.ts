import { expect, test } from "@jest/globals";
import { consumerConfig, createKafkaConnector } from "../../../../beam/flink/kafka/kafkaConnector";
import { pipelineProto } from "../../../../beam/flink/submit/pipelineProto";
import { beam } from "../../../../beam/sdk";

test("only checkpoints commit offsets, whatever a user sets", () => {
  const read = { startAt: "earliest" as const, consumer: { "group.id": "g", "enable.auto.commit": "true" } };
  expect(consumerConfig(read)).toEqual({
    "auto.offset.reset": "earliest",
    "group.id": "g",
    "enable.auto.commit": "false",
    "max.partition.fetch.bytes": "1048576",
    "fetch.max.bytes": "16777216",
  });
});

test("a user's own offset reset wins over where to start", () => {
  const read = { startAt: "latest" as const, consumer: { "auto.offset.reset": "none" } };
  expect(consumerConfig(read)["auto.offset.reset"]).toBe("none");
});

/** What the runtime jar is told to read. */
async function settingsOfRead(consumer: Record<string, string>) {
  const connector = createKafkaConnector({
    kafkaConnector: "flink",
    expansionService: "not:1",
    consumer: { "bootstrap.servers": "broker:9092", "group.id": "g", ...consumer },
    producer: {},
    startAt: "earliest",
    maxFutureSkewMs: 300_000,
    maxValueBytes: 65_536,
  });
  const { components } = await pipelineProto(async (root) => {
    await root.applyAsync(beam.withName("read", connector.read("transactions")));
  });
  const reads = Object.values(components?.transforms ?? {}).filter(({ spec }) => spec?.urn.includes("kafka_read"));
  return JSON.parse(Buffer.from(reads[0].spec?.payload ?? []).toString());
}

test("Flink's connector starts where no offset was committed, and looks for added partitions while payments are not too late", async () => {
  expect(await settingsOfRead({})).toMatchObject({
    topics: ["transactions"],
    startAt: "earliest",
    maxFutureSkewMs: 300_000,
    maxValueBytes: 65_536,
    consumer: { "partition.discovery.interval.ms": "10000", "enable.auto.commit": "false" },
  });
});

test("a user's own settings of the consumer win in Flink's connector, too", async () => {
  const own = { "auto.offset.reset": "latest", "fetch.max.bytes": "5000000", "partition.discovery.interval.ms": "500" };
  expect(await settingsOfRead(own)).toMatchObject({ startAt: "latest", consumer: own });
});
