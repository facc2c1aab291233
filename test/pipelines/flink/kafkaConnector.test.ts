import { expect, test } from "@jest/globals";
import { consumerConfig } from "../../../pipelines/flink/kafkaConnector";

test("only checkpoints commit offsets, whatever a user sets", () => {
  const read = { startAt: "earliest" as const, consumer: { "group.id": "g", "enable.auto.commit": "true" } };
  expect(consumerConfig(read)).toEqual({
    "auto.offset.reset": "earliest",
    "group.id": "g",
    "enable.auto.commit": "false",
  });
});

test("a user's own offset reset wins over where to start", () => {
  const read = { startAt: "latest" as const, consumer: { "auto.offset.reset": "none" } };
  expect(consumerConfig(read)["auto.offset.reset"]).toBe("none");
});
